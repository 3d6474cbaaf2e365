using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Pruning;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Derived;

/// <summary>Rows whose accuracies a test writes down, in percent, seeds from 0; NaN is a missing cell.</summary>
internal static class Points
{
    /// <summary>A winning ticket's row.</summary>
    public static ResultGroup Winning(string source, string target, int round, params double[] percents) => Row(TicketKind.Winning, source, target, round, Duration.Epochs(1), percents);

    /// <summary>A random ticket's row.</summary>
    public static ResultGroup Random(string target, int round, params double[] percents) => Row(TicketKind.Random, null, target, round, null, percents);

    /// <summary>A row rewound to some moment.</summary>
    public static ResultGroup Row(TicketKind kind, string? source, string target, int round, Duration? rewind, params double[] percents)
    {
        var seeds = percents.Select((percent, seed) => new SeedValue(seed, double.IsNaN(percent) ? null : percent / 100, double.IsNaN(percent) ? CellState.Missing : CellState.Done, new StageKey($"{kind}{source}{target}{round}{seed}")));
        var group = new CellGroup
        {
            Model = new ModelSpec("lenet-300-100"),
            Fraction = 0.2m,
            Pruning = rewind is { } moment ? new(new PruningRule(PruningScope.Global, PruningCriterion.Magnitude, 0.2m, PrunedTensors.Default), moment) : null,
            Source = source is null ? null : Endpoint(source),
            Target = Endpoint(target),
            Ticket = kind,
            Round = round,
            Cells = [.. percents.Select((_, seed) => ((long)seed, 0))],
        };
        return new(group, 1 - Math.Pow(0.8, round), GroupStatistics.Of([.. percents.Where(percent => !double.IsNaN(percent)).Select(percent => percent / 100)]), [.. seeds]);
    }

    private static Endpoint Endpoint(string dataset) => new(Sweeps.Under(dataset, "sgd")[0].Dataset, "sgd");
}
