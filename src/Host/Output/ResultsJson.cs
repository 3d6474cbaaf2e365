using System.Text.Json;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;

namespace Sweeper.Host.Output;

/// <summary><c>results --format json</c>: an array, an object a group. No time, path or machine in it, so equal results are equal bytes.</summary>
internal static class ResultsJson
{
    /// <summary>The array, and a line break.</summary>
    public static void Write(Stream output, IEnumerable<ResultGroup> rows) => JsonOutput.WriteArray(output, rows, WriteRow);

    private static void WriteRow(Utf8JsonWriter json, ResultGroup row)
    {
        var group = row.Group;
        json.WriteStartObject();
        json.WriteString("model", group.Model.Text);
        WritePruning(json, group);
        json.WriteString("source", group.Source?.Dataset.Display);
        json.WriteString("sourceOptimizer", group.Source?.Optimizer);
        json.WriteString("target", group.Target.Dataset.Display);
        json.WriteString("targetOptimizer", group.Target.Optimizer);
        json.WriteString("ticket", Words.Of(group.Ticket));
        json.WriteNumber("round", group.Round);
        JsonOutput.WriteNumber(json, "prunedFraction", row.PrunedFraction);
        json.WriteNumber("wanted", row.Wanted);
        json.WriteNumber("n", row.Statistics.N);
        JsonOutput.WriteStatistics(json, row.Statistics);
        json.WriteStartArray("seeds");
        foreach (var seed in row.Seeds)
        {
            json.WriteStartObject();
            json.WriteNumber("seed", seed.Seed);
            JsonOutput.WriteNumber(json, "accuracy", seed.Accuracy);
            json.WriteString("state", Words.Of(seed.State));
            json.WriteString("stage", seed.Stage.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePruning(Utf8JsonWriter json, CellGroup group)
    {
        json.WriteStartObject("pruning");
        json.WriteString("scope", group.Pruning is { } point ? Words.Of(point.Rule.Scope) : null);
        json.WriteString("criterion", group.Pruning is { } criterion ? Words.Of(criterion.Rule.Criterion) : null);
        json.WriteNumber("fraction", group.Fraction);
        json.WriteString("rewind", group.Pruning?.Rewind.ToString());
        json.WriteEndObject();
    }
}
