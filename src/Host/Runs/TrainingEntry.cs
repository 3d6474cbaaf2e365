using System.Globalization;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;

namespace Sweeper.Host.Runs;

/// <summary>A training under one of its names: one that is the value of several cells has several.</summary>
/// <param name="Sweep">The sweep that asks for it.</param>
/// <param name="Policy">What that sweep does with failures.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Name">Its name in a line.</param>
/// <param name="Source">Where its ticket was found; null for tickets without a source.</param>
/// <param name="Target">Where it is trained.</param>
/// <param name="Ticket">The ticket's kind; a chain's training trains a winning ticket on its own source.</param>
/// <param name="Round">The pruning round.</param>
internal sealed record TrainingEntry(
    string Sweep, FailurePolicy Policy, PlannedStage Stage, string Name, Endpoint? Source, Endpoint Target, TicketKind Ticket, int Round)
{
    /// <summary>A stage under the first of its names; null where no cell needs it.</summary>
    public static TrainingEntry? Of(SweepPlan plan, StageNames names, PlannedStage stage)
    {
        var (sweep, policy) = (plan.Specs[0].Name, plan.Specs[0].OnFailure);
        if (names.GroupOf(stage) is { } group) return new(sweep, policy, stage, names.Of(stage), group.Source, group.Target, group.Ticket, group.Round);
        return names.ChainOf(stage)?.Source is { } source ? new(sweep, policy, stage, names.Of(stage), source, source, TicketKind.Winning, stage.Depth - 1) : null;
    }

    /// <summary>The key.</summary>
    public StageKey Key => Stage.Key;

    /// <summary>The network.</summary>
    public ModelSpec Model => Stage.Spec.Model;

    /// <summary>The seed.</summary>
    public long Seed => Stage.Spec.Seed;

    /// <summary>What it is, a field a line, with its name in front.</summary>
    public IEnumerable<(string Name, string Value)> Fields =>
    [
        ("stage", Key.Value),
        ("sweep", Sweep),
        ("training", Name),
        ("model", Model.Text),
        ("dataset", $"{Stage.Spec.Dataset.Display}, data {Stage.Spec.DatasetDigest?.Short}"),
        ("optimizer", $"{Target.Optimizer}: {Stage.Spec.Recipe.Optimizer.CanonicalForm}"),
        ("recipe", Stage.Spec.Recipe.CanonicalForm.Split(" optimizer=")[0]),
        ("ticket", $"{Words.Of(Ticket)}{(Source is null ? "" : $" from {Source}")}"),
        ("round", Round.ToString(CultureInfo.InvariantCulture)),
        ("seed", Seed.ToString(CultureInfo.InvariantCulture)),
    ];
}
