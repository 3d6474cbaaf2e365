using System.Globalization;
using System.Text.Json;
using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary><c>results --group-by</c>: rows pooled over all fields but some.</summary>
/// <param name="Fields">What the rows of a group have in common.</param>
/// <param name="Groups">The groups, sorted by these fields.</param>
internal sealed record PooledRows(IReadOnlyList<RowField> Fields, IReadOnlyList<PooledGroup> Groups)
{
    /// <summary>Pools rows, which are read once and not kept.</summary>
    public static PooledRows Of(IReadOnlyList<RowField> fields, IEnumerable<ResultGroup> rows, double level)
    {
        // Values are parted by what no name has, so that two never make a third.
        var groups = RowPool.Of(rows, group => string.Join('\0', fields.Select(field => field.ValueOf(group) is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value}") : "\u0001")), level);
        return new(fields, [.. groups.OrderBy(group => group.First, RowOrder.By(fields))]);
    }

    /// <summary>Writes a table, a line a group.</summary>
    public void WriteTable(TextWriter output, IntervalWords intervals) =>
        WideTable.Write(output, [.. Fields.Select(field => field.Name), "rows", "n", "mean %", "sd", $"{intervals.Level} interval", "missing"], Groups.Select(Cells));

    /// <summary>Writes an array, an object a group, and a line break.</summary>
    public void WriteJson(Stream output) => JsonOutput.WriteArray(output, Groups, WriteGroup);

    private string[] Cells(PooledGroup group)
    {
        var statistics = group.Statistics;
        var missing = MissingCells.Of(group.States);
        return
        [
            .. Fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.ValueOf(group.First)}")), group.Rows.ToString(CultureInfo.InvariantCulture), statistics.N.ToString(CultureInfo.InvariantCulture),
            Humans.Points(statistics.Mean), Humans.Points(statistics.Sd), statistics.Ci95Low is null ? "" : $"{Humans.Points(statistics.Ci95Low)} .. {Humans.Points(statistics.Ci95High)}",
            missing.Length == 0 ? "" : $"{Humans.Count(group.Wanted - statistics.N, "seed")} of {group.Wanted}: {missing}",
        ];
    }

    private void WriteGroup(Utf8JsonWriter json, PooledGroup group)
    {
        json.WriteStartObject();
        foreach (var field in Fields)
        {
            switch (field.ValueOf(group.First))
            {
                case decimal number: json.WriteNumber(field.JsonName, number); break;
                case int number: json.WriteNumber(field.JsonName, number); break;
                case var text: json.WriteString(field.JsonName, (string?)text); break;
            }
        }
        json.WriteNumber("rows", group.Rows);
        json.WriteNumber("wanted", group.Wanted);
        json.WriteNumber("n", group.Statistics.N);
        json.WriteNumber("missingCells", group.Missing);
        JsonOutput.WriteStatistics(json, group.Statistics);
        json.WriteStartArray("seeds");
        foreach (var seed in group.Seeds)
        {
            json.WriteStartObject();
            json.WriteNumber("seed", seed.Seed);
            JsonOutput.WriteNumber(json, "mean", seed.Mean);
            json.WriteNumber("missingCells", seed.Missing);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
