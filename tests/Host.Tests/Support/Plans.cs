using System.Text;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Host.Tests.Yaml;
using Sweeper.Host.Yaml;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Tests.Support;

/// <summary>Plans of small sweeps over datasets of which only the facts exist: <c>one</c>, <c>two</c>, and <c>far</c>, whose data is elsewhere.</summary>
internal static class Plans
{
    private static readonly SpecVocabulary Vocabulary = new(Sweeps.Vocabulary.Models, ["one", "two", "far"]);

    /// <summary>Two sources, target two, winning and random, two rounds, two seeds.</summary>
    public const string Small =
        """
        name: small
        models: [lenet-300-100]
        seeds: 2
        sources:
          - {dataset: one, optimizers: [sgd]}
          - {dataset: two, optimizers: [sgd]}
        targets:
          - {dataset: two, optimizers: [sgd]}
        pruning: {rounds: 2}
        recipe: {epochs: 2, batch_size: 32, optimizers: {sgd: {lr: 0.1}, adam: {lr: 3.0e-4}}}

        """;

    /// <summary>The small sweep with texts put in the place of others.</summary>
    public static string With(params (string Old, string New)[] changes) => changes.Aggregate(Small, (text, change) =>
    {
        Assert.Contains(change.Old, text);
        return text.Replace(change.Old, change.New, StringComparison.Ordinal);
    });

    /// <summary>The spec of a text that must have no problem.</summary>
    public static SweepSpec Spec(string yaml)
    {
        var reading = SpecReader.Read(yaml, Vocabulary);
        Assert.Empty(reading.Problems);
        return reading.Spec!;
    }

    /// <summary>The plan of some texts that must have no problem.</summary>
    public static SweepPlan Of(params string[] yamls)
    {
        var plan = SweepPlanner.Plan([.. yamls.Select(Spec)], Describe);
        Assert.Empty(plan.Problems);
        return plan;
    }

    /// <summary>What is known of a dataset: 320 images of 28 x 28, ten classes.</summary>
    public static DatasetInfo Describe(DatasetRef dataset) =>
        new(new ImageGeometry(1, 28, 28), 10, 320, 10_000, dataset.Base == "far" ? null : Digest.Of(Encoding.UTF8.GetBytes(dataset.Text)));

    /// <summary>The stage that is the value of a cell.</summary>
    public static PlannedStage Stage(SweepPlan plan, Func<CellGroup, bool> of, long seed = 0) =>
        plan.Stages[plan.Groups.First(of).Cells.First(cell => cell.Seed == seed).Stage];
}
