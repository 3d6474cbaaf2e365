using System.Collections.Immutable;

namespace Sweeper.Host.Reports.Figures;

/// <summary>Panels that share a legend.</summary>
/// <param name="Id">Its file's name: lower case letters, digits, hyphens.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Missing">Which values are missing from it, with counts; null where none is.</param>
/// <param name="Panels">At least one.</param>
internal sealed record Chart(string Id, string Title, string Caption, string? Missing, ImmutableArray<Panel> Panels)
{
    /// <summary>The series of all panels, each name once, in the order in which they come; random tickets last.</summary>
    public IReadOnlyList<(string Name, SeriesStyle Style)> Legend => [.. Panels.SelectMany(panel => panel.Series).Select(series => (series.Name, series.Style)).Distinct().OrderBy(each => each.Style == SeriesStyle.Random)];
}
