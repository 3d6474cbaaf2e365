using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Tests.Output;

public class TableTests
{
    [Fact]
    public void The_table_of_results_shows_what_is_missing_and_why()
    {
        using var output = new StringWriter();
        var (plan, rows) = Rows.EveryState();
        ResultsTable.Write(output, RowOrder.Sort(rows), new IntervalWords(plan.Specs[0]));
        Screen.Check("results.txt", output.ToString());
    }

    [Fact]
    public void The_table_of_a_run_shows_what_is_missing_and_why()
    {
        var (plan, rows) = Rows.EveryState();
        Screen.Check("sweep-failures.txt", Sweep(plan, rows));
    }

    [Fact]
    public void A_narrow_terminal_gets_fewer_rounds_the_first_and_the_last_among_them()
    {
        var plan = Plans.Of(Plans.With(("{rounds: 2}", "{rounds: 8}")));
        using var output = new StringWriter();
        SweepTable.Write(output, Rows.Of(plan), width: 90);
        var lines = output.ToString().Split('\n').Skip(2).ToList();
        Assert.All(lines, line => Assert.True(line.Length <= 90, line));
        Assert.Contains(lines, line => line.Contains("round 0", StringComparison.Ordinal) && line.Contains("round 8", StringComparison.Ordinal));
    }

    [Fact]
    public void Models_prunings_and_targets_have_a_table_each()
    {
        var plan = Plans.Of(Plans.With(
            ("[lenet-300-100]", "[lenet-300-100, conv-2]"),
            ("targets:\n  - {dataset: two, optimizers: [sgd]}", "targets:\n  - {dataset: two, optimizers: [sgd]}\n  - {dataset: one, optimizers: [adam]}"),
            ("{rounds: 2}", "{rounds: 2, scope: [global, layerwise]}")));
        Screen.Check("sweep-axes.txt", Sweep(plan, Rows.Of(plan)));
    }

    [Fact]
    public void Every_ticket_kind_has_its_lines_in_the_order_of_the_kinds()
    {
        var plan = Plans.Of(Plans.With(("pruning:", "tickets: [winning, random, random-layerwise, random-weights]\npruning:"), ("{rounds: 2}", "{rounds: 8}")));
        using var output = new StringWriter();
        SweepTable.Write(output, Rows.Of(plan), width: 80);
        Assert.All(output.ToString().Split('\n').Skip(2), line => Assert.True(line.Length <= 80, line));
        Screen.Check("sweep-kinds.txt", output.ToString());
    }

    [Fact]
    public void A_table_without_winning_tickets_has_no_differences()
    {
        var plan = Plans.Of(Plans.With(("pruning:", "tickets: [random, random-weights]\npruning:")));
        var table = Sweep(plan, Rows.Of(plan));
        Assert.Matches(@"\n +random-weights +one/sgd ", table);
        Assert.DoesNotContain("winning", table);
    }

    [Fact]
    public void A_sweep_of_random_tickets_alone_has_a_table_too()
    {
        var plan = Plans.Of(Plans.With(("pruning:", "tickets: [random]\npruning:")));
        Assert.Matches(@"lenet-300-100 trained on two/sgd: test accuracy in percent, mean ± sd over 2 seeds\n\n +ticket +from +round 0 +round 1 +round 2", Sweep(plan, Rows.Of(plan)));
    }

    [Fact]
    public void Of_many_rounds_the_first_the_last_and_some_between_are_shown()
    {
        var plan = Plans.Of(Plans.With(("{rounds: 2}", "{rounds: 20}"), ("seeds: 2", "seeds: 1")));
        var header = Sweep(plan, Rows.Of(plan)).Split('\n').First(line => line.Contains("round 0", StringComparison.Ordinal));
        Assert.Equal(["0", "3", "7", "10", "13", "17", "20"], header.Split("round ", StringSplitOptions.TrimEntries).Skip(1));
    }

    [Fact]
    public void Differences_pair_seeds_and_leave_out_those_without_a_partner()
    {
        var plan = Plans.Of(Plans.With(("seeds: 2", "seeds: 3")));
        var results = Rows.Results(plan);
        foreach (var group in plan.Groups.Where(group => group.Round == 1))
        {
            foreach (var (seed, stage) in group.Cells)
            {
                // Seeds differ by tens of points, the tickets of a seed by one or three: only a paired difference has a small spread.
                var correct = 3000 * (int)seed + (group.Ticket == TicketKind.Random ? 1000 : seed == 1 ? 1300 : 1100);
                results[plan.Stages[stage].Key] = new(correct, 10_000, 200, 1000);
            }
        }
        Assert.Contains("+1.67 ± 1.15", Differences(plan, results));
        results.Remove(Plans.Stage(plan, group => group is { Round: 1, Ticket: TicketKind.Random }, seed: 2).Key);
        Assert.Contains("+2.00 ± 1.41", Differences(plan, results));
        results.Remove(Plans.Stage(plan, group => group is { Round: 1, Source.Dataset.Base: "one" }, seed: 0).Key);
        Assert.Contains("+3.00 ", Differences(plan, results));
    }

    private static string Differences(SweepPlan plan, Dictionary<StageKey, StoredResult> results) =>
        Sweep(plan, Rows.Of(plan, results)).Split('\n').Single(line => line.Contains("winning - random", StringComparison.Ordinal) && line.Contains("one/sgd", StringComparison.Ordinal));

    private static string Sweep(SweepPlan plan, IReadOnlyList<ResultGroup> rows)
    {
        using var output = new StringWriter();
        SweepTable.Write(output, rows);
        return output.ToString();
    }
}
