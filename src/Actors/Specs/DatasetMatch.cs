using Sweeper.Training.Datasets;

namespace Sweeper.Actors.Specs;

/// <summary>How a name in <c>pairs</c>, <c>overrides</c> and <c>claims</c> finds a dataset of the sweep.</summary>
public static class DatasetMatch
{
    /// <summary>A name means a dataset that has it as text, as label, or as base.</summary>
    public static bool Matches(string name, DatasetRef dataset) =>
        name == dataset.Text || name == dataset.Label || name == dataset.Base;
}
