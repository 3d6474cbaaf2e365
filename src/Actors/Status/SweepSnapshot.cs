using System.Collections.Immutable;

namespace Sweeper.Actors.Status;

/// <summary>
/// A running sweep at one moment, for people and programs that watch it: immutable, made at most four times a second, and of a size that depends on
/// devices, claims and kinds of problems, not on the number of cells.
/// </summary>
public sealed record SweepSnapshot
{
    /// <summary>The version of this form.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Counts up with each snapshot of a run, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The sweep's name.</summary>
    public required string Sweep { get; init; }

    /// <summary>What the run is doing.</summary>
    public required RunState State { get; init; }

    /// <summary>Why it stops or has ended; null while it runs.</summary>
    public string? Why { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When this was so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Trainings by what has become of them.</summary>
    public required TrainingCounts Trainings { get; init; }

    /// <summary>Cells of the plan; with adaptive seeds all that may ever be asked for.</summary>
    public required long Cells { get; init; }

    /// <summary>Of these, those that have a value.</summary>
    public required long CellsDone { get; init; }

    /// <summary>Trainings that the cells of the plan would need if each ran alone.</summary>
    public required long TrainingsAlone { get; init; }

    /// <summary>Stages of the plan; with adaptive seeds of all that may ever be asked for.</summary>
    public required int TrainingsPlanned { get; init; }

    /// <summary>The share of the work asked for that is done or given up, in [0, 1].</summary>
    public required double Fraction { get; init; }

    /// <summary>Seconds to the end; null until something has been measured.</summary>
    public TimeLeft? TimeLeft { get; init; }

    /// <summary>The devices, by node and name.</summary>
    public ImmutableArray<DeviceStatus> Devices { get; init; } = [];

    /// <summary>The chains that have most work before them, longest first, at most <see cref="MostChains"/>.</summary>
    public ImmutableArray<ChainStatus> Chains { get; init; } = [];

    /// <summary>Chains that are not finished.</summary>
    public int OpenChains { get; init; }

    /// <summary>The claims of the sweep, in the order of the file.</summary>
    public ImmutableArray<ClaimStatus> Claims { get; init; } = [];

    /// <summary>What has gone wrong, most frequent first, at most <see cref="MostProblems"/>.</summary>
    public ImmutableArray<ProblemStatus> Problems { get; init; } = [];

    /// <summary>The last things that happened, oldest first, at most <see cref="MostLines"/>.</summary>
    public ImmutableArray<StatusLine> Lines { get; init; } = [];

    /// <summary>The version that this program makes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Chains in a snapshot at most.</summary>
    public const int MostChains = 50;

    /// <summary>Problems in a snapshot at most.</summary>
    public const int MostProblems = 20;

    /// <summary>Lines in a snapshot at most.</summary>
    public const int MostLines = 50;
}
