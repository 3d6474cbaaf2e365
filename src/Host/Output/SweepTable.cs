using System.Globalization;
using Spectre.Console;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Statistics;

namespace Sweeper.Host.Output;

/// <summary>The table at the end of a run: for each target, a line a ticket kind and source and one for the random ticket, at some of the rounds.</summary>
internal static class SweepTable
{
    private const int FewestRounds = 2;
    private const int MostRounds = 7;

    /// <summary>Writes a table a (model, pruning, target).</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">The rows of the sweep, in any order.</param>
    /// <param name="width">Characters that a line should have at most: the narrower, the fewer rounds are shown.</param>
    public static void Write(TextWriter output, IReadOnlyList<ResultGroup> rows, int width = int.MaxValue)
    {
        var sorted = RowOrder.Sort(rows);
        var sourced = sorted.Where(row => row.Group.Pruning is not null).GroupBy(row => (row.Group.Model, row.Group.Pruning!, row.Group.Target)).ToList();
        foreach (var family in sourced)
        {
            var (model, point, target) = family.Key;
            var random = sorted.Where(row => row.Group.Ticket == TicketKind.Random && row.Group.Model == model && row.Group.Fraction == point.Rule.Fraction && row.Group.Target == target).ToList();
            WriteFamily(output, $"{model} trained on {target}: test accuracy in percent, mean ± sd over {Seeds([.. family, .. random])}; tickets pruned {Words.Of(point.Rule.Scope)}, {Humans.Percent(point.Rule.Fraction)} a round, rewound to {point.Rewind}", [.. family], random, width);
        }
        foreach (var alone in sourced.Count > 0 ? [] : sorted.GroupBy(row => (row.Group.Model, row.Group.Fraction, row.Group.Target)))
            WriteFamily(output, $"{alone.Key.Model} trained on {alone.Key.Target}: test accuracy in percent, mean ± sd over {Seeds(alone)}", [], [.. alone], width);
    }

    private static void WriteFamily(TextWriter output, string title, IReadOnlyList<ResultGroup> sourced, IReadOnlyList<ResultGroup> random, int width)
    {
        int[] rounds = [.. sourced.Concat(random).Select(row => row.Group.Round).Distinct().Order()];
        var count = Math.Min(MostRounds, rounds.Length);
        var table = Render(sourced, random, Choose(rounds, count));
        while (count > FewestRounds && table.Split('\n').Max(line => line.Length) > width) table = Render(sourced, random, Choose(rounds, --count));
        output.WriteLine();
        output.WriteLine(title);
        output.Write(table);
    }

    private static string Render(IReadOnlyList<ResultGroup> sourced, IReadOnlyList<ResultGroup> random, IReadOnlyList<int> rounds)
    {
        // In the order of the kinds; of one kind, in the order of the rows.
        var curves = sourced.GroupBy(row => (row.Group.Ticket, row.Group.Source)).Concat(random.GroupBy(row => (row.Group.Ticket, row.Group.Source)))
            .OrderBy(curve => curve.Key.Ticket).ToList();
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("ticket").AddColumn("from");
        foreach (var round in rounds) table.AddColumn(new TableColumn(new Text(Header(round, sourced.Concat(random)))) { Alignment = Justify.Right, NoWrap = true });
        foreach (var curve in curves)
            AddTexts(Words.Of(curve.Key.Ticket), From(curve.First().Group), rounds.Select(round => Value(At(curve, round))));
        foreach (var other in curves.Where(curve => curve.Key.Ticket != TicketKind.Winning))
        {
            // A random ticket serves every source; the other kinds are compared with the winning ticket of their own.
            foreach (var winning in curves.Where(curve => curve.Key.Ticket == TicketKind.Winning && (other.Key.Source is null || other.Key.Source == curve.Key.Source)))
                AddTexts(Minus(other.Key.Ticket), $"{winning.Key.Source}", rounds.Select(round => Difference(At(winning, round), At(other, round))));
        }
        using var text = new StringWriter();
        PlainTables.Write(text, table);
        return text.ToString();

        void AddTexts(string ticket, string from, IEnumerable<string> values) =>
            table.AddRow([new Text(ticket), new Text(from), .. values.Select(value => new Text(value))]);
    }

    private static ResultGroup? At(IEnumerable<ResultGroup> curve, int round) => curve.FirstOrDefault(row => row.Group.Round == round);

    private static string From(CellGroup group) => group.IsOwnTarget ? $"{group.Source} (its own)" : $"{group.Source}";

    // The longer names get a line of their own, so that the column does not take the room of a round.
    private static string Minus(TicketKind other) => other == TicketKind.Random ? "winning - random" : $"winning -\n{Words.Of(other)}";

    private static string Header(int round, IEnumerable<ResultGroup> rows)
    {
        var pruned = rows.FirstOrDefault(row => row.Group.Round == round && row.PrunedFraction is not null)?.PrunedFraction;
        return pruned is { } fraction ? string.Create(CultureInfo.InvariantCulture, $"round {round}\n{100 * (1 - fraction):0.##}% left") : $"round {round}";
    }

    private static string Value(ResultGroup? row)
    {
        if (row is null) return "";
        var missing = row.Statistics.N == row.Wanted ? "" : $" ({row.Statistics.N} of {row.Wanted}: {MissingCells.Of(row)})";
        return row.Statistics.Mean is not { } mean ? $"-{missing}" : $"{Humans.Points(mean)}{(row.Statistics.Sd is { } sd ? $" ± {Humans.Points(sd)}" : "")}{missing}";
    }

    // Paired by seed: a seed counts where both tickets have a value.
    private static string Difference(ResultGroup? winning, ResultGroup? other)
    {
        if (winning is null || other is null) return "";
        var differences = PairedDifferences.Of(Values(winning), Values(other));
        var statistics = GroupStatistics.Of(differences);
        return statistics.Mean is not { } mean ? "-"
            : $"{Humans.Signed(100 * mean)}{(statistics.Sd is { } sd ? $" ± {Humans.Points(sd)}" : "")}";
    }

    private static IEnumerable<(long Seed, double? Accuracy)> Values(ResultGroup row) => row.Seeds.Select(seed => (seed.Seed, seed.Accuracy));

    // Rows of adaptive seeds may have come to different numbers of them.
    private static string Seeds(IEnumerable<ResultGroup> rows)
    {
        var wanted = rows.Select(row => row.Wanted).Distinct().Order().ToList();
        return wanted.Count == 1 ? Humans.Count(wanted[0], "seed") : $"{wanted[0]} to {wanted[^1]} seeds";
    }

    // First and last, and others evenly between them.
    private static IReadOnlyList<int> Choose(IReadOnlyList<int> rounds, int count) => rounds.Count <= count
        ? rounds
        : [.. Enumerable.Range(0, count).Select(i => rounds[(int)Math.Round(i * (rounds.Count - 1) / (double)(count - 1))]).Distinct()];
}
