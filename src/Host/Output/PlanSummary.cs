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

    /// <summary>Trainings at a time that the estimate counts on.</summary>
    public required int Trainers { get; init; }

    /// <summary>Seconds of a run with so many trainers for what it would train, from measured speeds; null where none was measured.</summary>
    public required double? EstimatedSeconds { get; init; }

    /// <summary>Bytes of the weights and masks that the whole plan leaves, and a kilobyte a result.</summary>
    public required long StoreBytes { get; init; }

    /// <summary>The numbers if no comparison takes more seeds than it starts with; null where seeds are fixed.</summary>
    public PlanSummary? AtLeast { get; init; }

    /// <summary>Counts a plan against a store, if there is one.</summary>
    public static PlanSummary Of(SweepPlan plan, IResultStore? results, IBlobStore? blobs, SpeedBook speeds, int trainers)
    {
        var most = Count(plan, results, blobs, speeds, trainers);
        if (plan.Specs.All(spec => spec.SeedRule is null)) return most;
        var least = SweepPlanner.Plan([.. plan.Specs.Select(spec => spec.WithFewestSeeds())], dataset => plan.Datasets.GetValueOrDefault(dataset.Text));
        return most with { AtLeast = Count(least, results, blobs, speeds, trainers) };
    }

    private static PlanSummary Count(SweepPlan plan, IResultStore? results, IBlobStore? blobs, SpeedBook speeds, int trainers)
    {
        var work = plan.IsResolved ? WorkOf(plan, results, blobs) : null;
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
            EstimatedSeconds = RunTimeEstimate.Seconds(plan, stage => work is null || work.IsOpen(stage), speeds, trainers),
            Trainers = trainers,
            StoreBytes = StoreSize.Of(plan),
        };
    }

    private static WorkPlan WorkOf(SweepPlan plan, IResultStore? results, IBlobStore? blobs)
    {
        var stored = results?.Results() ?? [];
        var artifacts = results?.Artifacts() ?? [];
        var troubles = results?.Troubles() ?? [];
        return Reconciler.Reconcile(plan, stored.ContainsKey,
            key => artifacts.TryGetValue(key, out var artifact) && blobs!.Contains(artifact.Digest),
            key => troubles.TryGetValue(key, out var trouble) && plan.Specs.All(spec => trouble.SetsAside(spec.OnFailure)));
    }
}
