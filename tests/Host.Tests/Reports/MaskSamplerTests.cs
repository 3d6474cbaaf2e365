using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Reports.Charts;
using Sweeper.Host.Reports.Masks;
using Sweeper.Training.Pruning;

namespace Sweeper.Host.Tests.Reports;

public class MaskSamplerTests
{
    private static readonly MaskLimits Wide = MaskLimits.Default;

    // Three sources, two rounds, two seeds: twelve masks of lenet-300-100's two hidden layers.
    private static readonly SweepPlan Plan = SyntheticReport.Plan("masks", ["fashion-mnist", "svhn", "cifar-10"], "[sgd]", "2", "2", "{rounds: all}");

    [Fact]
    public void Every_mask_is_read_once()
    {
        var (samples, read) = Sample(Wide);
        Assert.Equal(12, read.Count);
        Assert.Equal(12, read.Distinct().Count());
        Assert.Equal(3 * 2, samples.Layers.Length);
        Assert.All(samples.Layers, layer => Assert.Equal((2, 2), (layer.Shares!.Seeds, layer.Wanted)));
        Assert.Equal(3, samples.Overlaps.Length);
        Assert.All(samples.Overlaps, overlap => Assert.Equal((2, 2, 2), (overlap.Round, overlap.Jaccard.N, overlap.Wanted)));
        Assert.Empty(samples.Notes);
    }

    [Fact]
    public void A_bound_on_what_is_read_leaves_the_last_seeds_out_and_says_so()
    {
        // Reached by the first seed's sixth mask.
        var size = Sample(Wide).Read.Take(5).Sum(ticket => SyntheticReport.RandomMask(Plan, ticket).Length) + 1;
        var (samples, read) = Sample(Wide with { Bits = size });
        Assert.Equal(6, read.Count);
        Assert.Single(read.Select(ticket => ticket.Seed).Distinct());
        Assert.StartsWith("6 masks not looked at", Assert.Single(samples.Notes));
        Assert.All(samples.Overlaps, overlap => Assert.Equal((1, 2), (overlap.Jaccard.N, overlap.Wanted)));
        Assert.StartsWith("3 pairs of masks", OverlapSample.Missing(samples.Overlaps));
        Assert.StartsWith("6 of 12 masks", LayerSample.Missing(samples.Layers));
    }

    [Fact]
    public void The_last_round_is_read_first_so_that_overlaps_are_complete()
    {
        var (_, read) = Sample(Wide with { Bits = 1 });
        Assert.Equal(2, Assert.Single(read).Round);
    }

    [Fact]
    public void More_sources_than_are_compared_are_named_and_still_have_their_layers()
    {
        var (samples, _) = Sample(Wide with { Sources = 2 });
        Assert.Single(samples.Overlaps);
        Assert.EndsWith("of 3 sources the first 2 are compared with each other", Assert.Single(samples.Notes));
        Assert.Equal(6, samples.Layers.Length);
    }

    [Fact]
    public void Each_pair_of_three_sources_stands_once_in_a_heatmap()
    {
        var map = Assert.Single(OverlapHeatmaps.Of(Sample(Wide).Samples.Overlaps));
        Assert.Equal((2, 2), (map.Rows.Length, map.Columns.Length));
        Assert.Equal([[true, false], [true, true]], map.Cells.Select(row => row.Select(cell => cell.IsAsked)));
        // Survivors in random places: as many in common as chance has it.
        Assert.All(map.Cells.SelectMany(row => row).Where(cell => cell.IsAsked), cell => Assert.InRange(cell.Value!.Value, 0.98, 1.02));
        Assert.Null(map.Missing);
    }

    [Fact]
    public void Seeds_that_no_row_asks_for_are_not_missed()
    {
        var rows = Plan.Groups.Select(group => new ResultGroup(group, null, GroupStatistics.Of([]),
            [.. group.Cells.Where(cell => cell.Seed == 0).Select(cell => new SeedValue(cell.Seed, 0.5, CellState.Done, Plan.Stages[cell.Stage].Key))])).ToList();
        var asked = MaskFamily.Asked(TicketIndex.Of(Plan), rows).ToList();
        Assert.NotEmpty(asked);
        Assert.Equal(TicketIndex.Of(Plan).Where(ticket => ticket.Seed == 0).Select(ticket => ticket.Id), asked.Select(ticket => ticket.Id));
    }

    private static (MaskSamples Samples, List<WinningTicket> Read) Sample(MaskLimits limits)
    {
        var read = new List<WinningTicket>();
        return (MaskSampler.Sample(MaskFamily.Of(TicketIndex.Of(Plan)), Read, limits), read);

        Mask Read(WinningTicket ticket)
        {
            read.Add(ticket);
            return SyntheticReport.RandomMask(Plan, ticket);
        }
    }
}
