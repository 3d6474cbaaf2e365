namespace Sweeper.Actors.Specs;

/// <summary>What happens when trainings fail (<c>on_failure</c>).</summary>
public sealed record FailurePolicy
{
    /// <summary>How often a stage is tried before it is set aside, at least 1.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>What a NaN in a loss does.</summary>
    public NanPolicy Nan { get; init; }

    /// <summary>The sweep stops if the first so many stages to end all failed with one cause; 0 never stops it.</summary>
    public int StopIfFirstAllFail { get; init; } = 5;
}
