using System.Collections.Immutable;
using Sweeper.Host.Reports.Charts;
using Sweeper.Host.Reports.Figures;
using Sweeper.Host.Reports.Tables;

namespace Sweeper.Host.Reports;

/// <summary>The tables and figures of a report, made once for the page and the files.</summary>
internal sealed record ReportContents
{
    /// <summary>Charts and heatmaps of which a report has more than so many help nobody; the tables have every number.</summary>
    public const int MostFigures = 60;

    /// <summary>The claims; null where none is decided.</summary>
    public required ReportTable? Claims { get; init; }

    /// <summary>Derived quantities.</summary>
    public required ImmutableArray<ReportTable> KeyNumbers { get; init; }

    /// <summary>Accuracies, a table a target.</summary>
    public required ImmutableArray<ReportTable> Accuracies { get; init; }

    /// <summary>What masks show.</summary>
    public required ImmutableArray<ReportTable> Masks { get; init; }

    /// <summary>Cells without a value; null where there is none.</summary>
    public required ReportTable? Missing { get; init; }

    /// <summary>Tables that are files only: too long to read.</summary>
    public required ImmutableArray<ReportTable> FilesOnly { get; init; }

    /// <summary>Accuracy against fraction pruned.</summary>
    public required ImmutableArray<AccuracyChart> Curves { get; init; }

    /// <summary>Sources against targets.</summary>
    public required ImmutableArray<Heatmap> Heatmaps { get; init; }

    /// <summary>Densities by layer.</summary>
    public required ImmutableArray<Chart> Layers { get; init; }

    /// <summary>Sources against sources.</summary>
    public required ImmutableArray<Heatmap> Overlaps { get; init; }

    /// <summary>Figures that were left out.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Every table.</summary>
    public IEnumerable<ReportTable> Tables =>
        new[] { Claims, Missing }.OfType<ReportTable>().Concat(KeyNumbers).Concat(Accuracies).Concat(Masks).Concat(FilesOnly);

    /// <summary>Every figure as a file has it, with its file's name.</summary>
    public IEnumerable<(string Id, Figure Figure)> Figures =>
        Curves.SelectMany(chart => new[] { chart.Pruned, chart.Remaining }).Concat(Layers).Select(chart => (chart.Id, ChartLayout.Whole(chart)))
            .Concat(Heatmaps.Concat(Overlaps).Select(map => (map.Id, HeatmapLayout.Draw(map, hasTitle: true))));

    /// <summary>The contents of a report.</summary>
    public static ReportContents Of(ReportData data)
    {
        var curves = AccuracyCharts.Of(data.Curves).ToList();
        var heatmaps = TransferHeatmaps.Of(data.Curves).ToList();
        var overlaps = OverlapHeatmaps.Of(data.Masks.Overlaps).ToList();
        var contrasts = ContrastTables.Of(data.Curves).ToList();
        var layers = LayerCharts.Of(data.Masks.Layers).ToList();
        return new()
        {
            Claims = data.Verdicts.Count > 0 ? ClaimTable.Of(data.Verdicts) : null,
            KeyNumbers = [.. new[] { AggregateTable.Of(data.Curves), RankingTable.Of(data.Curves) }.Concat(contrasts.Select(pair => pair.AtSomeRounds)).Append(MatchingTable.Of(data.Curves)).OfType<ReportTable>().Where(table => table.Rows.Length > 0)],
            Accuracies = [.. AccuracyTables.Wide(data.Curves)],
            Masks = [.. new[] { MaskTables.Overlaps(data.Masks.Overlaps) }.OfType<ReportTable>()],
            Missing = MissingTable.Of(data.Rows, data.SetAside),
            FilesOnly = [.. contrasts.Select(pair => pair.AtEveryRound).Prepend(AccuracyTables.Long(data.Curves)).Append(MaskTables.Layers(data.Masks.Layers)).OfType<ReportTable>()],
            Curves = [.. curves.Take(MostFigures)],
            Heatmaps = [.. heatmaps.Take(MostFigures)],
            Layers = [.. layers.Take(MostFigures)],
            Overlaps = [.. overlaps.Take(MostFigures)],
            LeftOut = new[] { curves.Count, heatmaps.Count, layers.Count, overlaps.Count }.Sum(count => Math.Max(0, count - MostFigures)),
        };
    }
}
