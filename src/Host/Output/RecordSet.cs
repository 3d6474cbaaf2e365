using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary>Lines with columns, made as they are written.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Lines">A value a column each, of the column's type or null.</param>
internal sealed record RecordSet(IReadOnlyList<RecordColumn> Columns, IEnumerable<object?[]> Lines)
{
    /// <summary>A line a cell, so that any program can do its own statistics.</summary>
    public static RecordSet OfCells(IEnumerable<ResultGroup> rows) => new(
        [
            .. RowField.All.Select(field => field.Column), new("pruned_fraction", typeof(double)), new("seed", typeof(long)), new("accuracy", typeof(double)), new("state", typeof(string)),
            new("stage", typeof(string)),
        ],
        rows.SelectMany(row =>
        {
            object?[] common = [.. RowField.All.Select(field => field.Datum(row.Group)), row.PrunedFraction];
            return row.Seeds.Select(seed => (object?[])[.. common, seed.Seed, seed.Accuracy, Words.Of(seed.State), seed.Stage.Value]);
        }));

    /// <summary>A line a group of pooled rows.</summary>
    /// <param name="fields">What its rows have in common.</param>
    /// <param name="groups">The groups.</param>
    public static RecordSet OfPools(IReadOnlyList<RowField> fields, IEnumerable<PooledGroup> groups) => new(
        [
            .. fields.Select(field => field.Column), new("rows", typeof(int)), new("wanted", typeof(int)), new("n", typeof(int)), new("missing_cells", typeof(int)), new("mean", typeof(double)),
            new("sd", typeof(double)), new("ci95_low", typeof(double)), new("ci95_high", typeof(double)),
        ],
        groups.Select(group => (object?[])[
            .. fields.Select(field => field.Datum(group.First)), group.Rows, group.Wanted, group.Statistics.N, group.Missing, group.Statistics.Mean, group.Statistics.Sd, group.Statistics.Ci95Low,
            group.Statistics.Ci95High]));
}
