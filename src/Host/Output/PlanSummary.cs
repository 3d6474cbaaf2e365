using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Output;

/// <summary>The numbers of a plan.</summary>
internal sealed record PlanSummary
{
    public required string Name { get; init; }
    public required long Cells { get; init; }
    public required int Trainings { get; init; }
    public required long TrainingsAlone { get; init; }

    /// <summary>Trainings that need not run; null where the data is missing, since keys need it.</summary>
    public required int? Done { get; init; }

    public required int CriticalPathTrainings { get; init; }
    public required double Epochs { get; init; }
    public required int Chains { get; init; }

    /// <summary>Seconds of one trainer for what is not done, from measured speeds; null where none was measured.</summary>
    public required double? EstimatedSeconds { get; init; }

    /// <summary>Bytes of the weights and masks that the whole plan leaves, and a kilobyte a result.</summary>
    public required long StoreBytes { get; init; }

    /// <summary>Counts a plan against a store, if there is one.</summary>
    public static PlanSummary Of(SweepPlan plan, IResultStore? results, IBlobStore? blobs, SpeedBook speeds)
    {
        var work = plan.IsResolved ? WorkOf(plan, results, blobs) : null;
        var costs = new StageCosts(plan);
        return new PlanSummary
        {
            Name = string.Join(" + ", plan.Specs.Select(spec => spec.Name)),
            Cells = plan.Cells,
            Trainings = plan.Stages.Length,
            TrainingsAlone = plan.TrainingsIfEveryCellRanAlone,
            Done = work?.Done,
            CriticalPathTrainings = plan.CriticalPathTrainings,
            Epochs = plan.Epochs,
            Chains = plan.Chains,
            EstimatedSeconds = speeds.Seconds(plan.Stages.Where(stage => work?.ToRun[stage.Number] ?? true)
                .Select(stage => (stage.Spec.Model.Name, costs.Of(stage)))),
            StoreBytes = StoreSize.Of(plan),
        };
    }

    private static WorkPlan WorkOf(SweepPlan plan, IResultStore? results, IBlobStore? blobs)
    {
        var stored = results?.Results() ?? [];
        var artifacts = results?.Artifacts() ?? [];
        return Reconciler.Reconcile(plan, stored.ContainsKey,
            key => artifacts.TryGetValue(key, out var artifact) && blobs!.Contains(artifact.Digest), _ => false);
    }
}
