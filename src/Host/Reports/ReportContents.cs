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

    /// <summary>The same of tables of accuracies, a table a target.</summary>
    public const int MostTables = 200;

    /// <summary>The claims; null where none is decided.</summary>
    public required ReportTable? Claims { get; init; }

    /// <summary>Derived quantities.</summary>
    public required ImmutableArray<ReportTable> KeyNumbers { get; init; }

    /// <summary>Accuracies, a table a target.</summary>
    public required ImmutableArray<ReportTable> Accuracies { get; init; }

    /// <summary>Tables of accuracies that were left out; the table of every accuracy has their numbers.</summary>
    public required int TablesLeftOut { get; init; }

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
        // What is left out is counted and let go.
        var (curves, curvesLeftOut) = First(AccuracyCharts.Of(data.Curves, data.Intervals), MostFigures);
        var (heatmaps, heatmapsLeftOut) = First(TransferHeatmaps.Of(data.Curves), MostFigures);
        var (overlaps, overlapsLeftOut) = First(OverlapHeatmaps.Of(data.Masks.Overlaps), MostFigures);
        var (layers, layersLeftOut) = First(LayerCharts.Of(data.Masks.Layers), MostFigures);
        var (accuracies, accuraciesLeftOut) = First(AccuracyTables.Wide(data.Curves, data.Intervals), MostTables);
        var contrasts = ContrastTables.Of(data.Curves, data.Intervals).ToList();
        return new()
        {
            Claims = data.Verdicts.Count > 0 ? ClaimTable.Of(data.Verdicts, data.Intervals) : null,
            KeyNumbers = [.. new[] { AggregateTable.Of(data.Curves, data.Intervals), RankingTable.Of(data.Curves, data.Intervals) }.Concat(contrasts.Select(pair => pair.AtSomeRounds)).Append(MatchingTable.Of(data.Curves, data.Intervals)).OfType<ReportTable>().Where(table => table.Rows.Count > 0)],
            Accuracies = accuracies,
            TablesLeftOut = accuraciesLeftOut,
            Masks = [.. new[] { MaskTables.Overlaps(data.Masks.Overlaps, data.Intervals) }.OfType<ReportTable>()],
            Missing = MissingTable.Of(data.Rows, data.SetAside),
            FilesOnly = [.. contrasts.Select(pair => pair.AtEveryRound).Prepend(AccuracyTables.Long(data.Curves, data.Intervals)).Append(MaskTables.Layers(data.Masks.Layers)).OfType<ReportTable>()],
            Curves = curves,
            Heatmaps = heatmaps,
            Layers = layers,
            Overlaps = overlaps,
            LeftOut = curvesLeftOut + heatmapsLeftOut + overlapsLeftOut + layersLeftOut,
        };
    }

    private static (ImmutableArray<T> Shown, int LeftOut) First<T>(IEnumerable<T> all, int most)
    {
        var (shown, leftOut) = (ImmutableArray.CreateBuilder<T>(), 0);
        foreach (var each in all)
        {
            if (shown.Count < most) shown.Add(each);
            else leftOut++;
        }
        return (shown.ToImmutable(), leftOut);
    }
}
