using System.Globalization;
using Sweeper.Actors.Aggregation;

namespace Sweeper.Host.Output;

/// <summary><c>results --format csv</c> (RFC 4180): a line a cell, so that any program can do its own statistics.</summary>
internal static class ResultsCsv
{
    /// <summary>A header, and a line a cell.</summary>
    public static void Write(TextWriter output, IEnumerable<ResultGroup> rows)
    {
        output.Write("model,scope,criterion,fraction,rewind,source,source_optimizer,target,target_optimizer,ticket,round,pruned_fraction,seed,accuracy,state,stage\r\n");
        foreach (var row in rows)
        {
            var (group, point) = (row.Group, row.Group.Pruning);
            string?[] common =
            [
                group.Model.Text, point is null ? null : Words.Of(point.Rule.Scope), point is null ? null : Words.Of(point.Rule.Criterion),
                group.Fraction.ToString(CultureInfo.InvariantCulture), point?.Rewind.ToString(), group.Source?.Dataset.Display, group.Source?.Optimizer,
                group.Target.Dataset.Display, group.Target.Optimizer, Words.Of(group.Ticket), group.Round.ToString(CultureInfo.InvariantCulture), Number(row.PrunedFraction),
            ];
            foreach (var seed in row.Seeds)
                output.Write(CsvLine.Of([.. common, seed.Seed.ToString(CultureInfo.InvariantCulture), Number(seed.Accuracy), Words.Of(seed.State), seed.Stage.Value]));
        }
    }

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
