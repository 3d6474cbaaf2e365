using System.Globalization;
using System.Text;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Reports;

/// <summary>The part of the page that says how to get one of its numbers again.</summary>
internal static class ReproductionSection
{
    private const int KeyLength = 12;

    public static void Write(StringBuilder page, ReportData data)
    {
        page.Append("<h2 id=\"again\">One number again</h2>\n");
        if (Example(data) is not { Row: { } row, Seed: { } seed })
        {
            page.Append("<p class=\"note\">No cell has a value yet.</p>\n");
            return;
        }
        var (group, store) = (row.Group, NextSteps.StoreOption(data.Store));
        var sweep = ShellWord.Quote(data.Sweep.Name);
        page.Append("<p>For example: ").Append(Markup.Escape(string.Create(CultureInfo.InvariantCulture,
            $"{group.Model.Text}, {Words.Of(group.Ticket)} ticket{(group.Source is { } source ? $" of {source}" : "")} trained on {group.Target}, round {group.Round}, seed {seed.Seed}: {Humans.Points(seed.Accuracy!.Value)}%."))).Append("</p>\n<pre>");
        var lines = new List<string>
        {
            "# the number in the store: a line a cell, found by its training's key",
            $"sweeper results{store} --sweep {sweep} --format csv | grep {seed.Stage.Value[..KeyLength]}",
        };
        if (group is { Ticket: TicketKind.Winning, Round: > 0, Source: { } found })
        {
            lines.Add("# the ticket it was trained from: its density by layer, and the trainings and data it comes from");
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"sweeper tickets show{store} --sweep {sweep} --source {ShellWord.Quote(found.Dataset.Display)} --optimizer {ShellWord.Quote(found.Optimizer)} --round {group.Round} --seed {seed.Seed}"));
        }
        lines.Add("# all of it again, in a store of its own: equal to the last digit on the same processor model and libtorch");
        lines.Add($"sweeper run {ShellWord.Quote(data.Sweep.File)} --store ./again");
        lines.Add($"sweeper results --store ./again --format csv | grep {seed.Stage.Value[..KeyLength]}");
        page.Append(Markup.Escape(string.Join('\n', lines))).Append("</pre>\n");
    }

    // The deepest winning ticket that has a value, or whatever has one.
    private static (ResultGroup? Row, SeedValue? Seed) Example(ReportData data)
    {
        var row = data.Rows.Where(row => row.Statistics.N > 0).OrderBy(row => row.Group.Ticket).ThenByDescending(row => row.Group.Round).FirstOrDefault();
        return (row, row?.Seeds.First(seed => seed.Accuracy is not null));
    }
}
