using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Bench.Planning;
using Sweeper.Training.Keys;

namespace Sweeper.Bench.Consoles;

/// <summary>A sweep of 100,000 cells with two claims over all of them, about half of whose trainings are done: chains stand at all their rounds.</summary>
internal static class HalfDoneSweep
{
    private const int Cells = 100_000;

    // So that after ten rounds, each of which needs the one before, about half of all trainings are done.
    private const double OneMoreIsDone = 0.9;

    private static readonly Digest Nothing = Digest.Of([]);

    /// <summary>The plan.</summary>
    public static SweepPlan Plan() => LargeSweeps.Plan(LargeSweeps.Grid(Cells) with
    {
        Claims =
        [
            new() { Name = "winning tickets beat random ones", Compare = new() { Ticket = TicketKind.Winning }, Against = new() { Ticket = TicketKind.Random }, Expect = ClaimExpectation.Higher },
            new() { Name = "Adam's tickets are as good as SGD's", Compare = new() { SourceOptimizer = "adam" }, Against = new() { SourceOptimizer = "sgd" }, Expect = ClaimExpectation.Equal, Margin = 1 },
        ],
    });

    /// <summary>What a run of it starts from.</summary>
    public static SweepStart Start(SweepPlan plan, AttemptId next)
    {
        var random = new Random(1);
        var (results, artifacts) = (new Dictionary<StageKey, StoredResult>(), new Dictionary<ArtifactKey, Digest>());
        foreach (var stage in plan.Stages)
        {
            if (!stage.Producers.All(producer => results.ContainsKey(plan.Stages[producer].Key)) || random.NextDouble() > OneMoreIsDone) continue;
            results[stage.Key] = new(8500 + random.Next(1000), 10_000, 26_620L * (stage.Depth - 1), 266_200);
            foreach (var artifact in stage.Outputs.Artifacts) artifacts[artifact] = Nothing;
        }
        return new(plan, new FailurePolicy(), results, artifacts, new Dictionary<StageKey, StageTrouble>(), next);
    }
}
