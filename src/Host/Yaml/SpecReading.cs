using Sweeper.Actors.Specs;

namespace Sweeper.Host.Yaml;

/// <summary>What reading a sweep file came to: a spec, or every problem found, in the order of the file.</summary>
public sealed record SpecReading
{
    /// <summary>The spec; null exactly where there are problems.</summary>
    public SweepSpec? Spec { get; init; }

    /// <summary>The text that was read; empty where it could not be read as text.</summary>
    public string Text { get; init; } = "";

    /// <summary>What is wrong; empty exactly where there is a spec.</summary>
    public required IReadOnlyList<SpecProblem> Problems { get; init; }
}
