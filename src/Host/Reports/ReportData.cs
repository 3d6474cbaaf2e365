using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Derived;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Masks;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Reports;

/// <summary>All that a report is made of; equal data give equal reports.</summary>
internal sealed record ReportData
{
    /// <summary>The sweep as the store has it.</summary>
    public required StoredSweep Sweep { get; init; }

    /// <summary>The store's folder as the user named it.</summary>
    public required string Store { get; init; }

    /// <summary>The sweep's plan.</summary>
    public required SweepPlan Plan { get; init; }

    /// <summary>Every row that the sweep asks for, sorted.</summary>
    public required IReadOnlyList<ResultGroup> Rows { get; init; }

    /// <summary>What the results say of the sweep's claims; empty where nothing decides them.</summary>
    public required IReadOnlyList<ClaimVerdict> Verdicts { get; init; }

    /// <summary>The stages that failed for good.</summary>
    public required IReadOnlyDictionary<StageKey, StageTrouble> SetAside { get; init; }

    /// <summary>What went wrong, a line a cause.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>On what the results were computed.</summary>
    public required IReadOnlyList<(NumericEnvironment Environment, int Results)> Environments { get; init; }

    /// <summary>Trainings of the plan that have a result.</summary>
    public required int Trained { get; init; }

    /// <summary>Seconds that these took, all together.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>What the masks show.</summary>
    public required MaskSamples Masks { get; init; }

    /// <summary>Of what level the intervals of its rows and verdicts are.</summary>
    public IntervalWords Intervals => field ??= new(Plan.Specs[0]);

    /// <summary>The rows as curves.</summary>
    public CurveSet Curves => field ??= new CurveSet(Rows);
}
