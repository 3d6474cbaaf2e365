using System.Collections.Immutable;
using Sweeper.Actors.Tests.Support;
using Sweeper.Actors.Tickets;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Tickets;

public class TicketLineageTests
{
    private readonly ImmutableArray<WinningTicket> _tickets = TicketIndex.Of(Sweeps.Plan(Sweeps.Winning()));
    private readonly Dictionary<ArtifactKey, StoredArtifact> _artifacts = [];
    private readonly Dictionary<StageKey, List<StageResult>> _results = [];

    private WinningTicket Last => _tickets[2];

    [Fact]
    public void The_trainings_come_with_their_results_round_0_first()
    {
        Train(0, correct: 70);
        Train(1, correct: 71);
        var lineage = Lineage(Last);
        Assert.Equal([0, 1], lineage.Links.Select(link => link.Round));
        Assert.Equal(Last.Chain, lineage.Links.Select(link => link.Stage));
        Assert.Equal([70, 71], lineage.Links.Select(link => link.Result!.Correct));
        Assert.False(lineage.IsMixed);
        Assert.Equal([70], Lineage(_tickets[0]).Links.Select(link => link.Result!.Correct));
    }

    [Fact]
    public void A_training_without_a_result_is_there_without_one()
    {
        Train(0, correct: 70);
        Assert.Equal([70, null], Lineage(Last).Links.Select(link => link.Result?.Correct));
    }

    [Fact]
    public void A_training_that_ended_in_other_bytes_when_it_ran_again_does_not_take_the_place_of_the_one_that_made_the_ticket()
    {
        Train(0, correct: 70);
        Train(1, correct: 71);
        Train(0, correct: 60, version: "again");
        Assert.Equal([70, 71], Lineage(Last).Links.Select(link => link.Result!.Correct));
        Assert.False(Lineage(Last).IsMixed);
    }

    [Fact]
    public void A_mask_that_comes_from_other_weights_than_the_stored_ones_is_mixed_lineage()
    {
        Train(0, correct: 70);
        Train(1, correct: 71);
        // The weights were lost, and came back from a training on another device.
        _artifacts.Remove(Last.Weights);
        _artifacts.Remove(_tickets[1].Mask!.Value);
        Train(0, correct: 60, version: "again");
        Assert.True(Lineage(Last).IsMixed);
        Assert.Equal([70, 71], Lineage(Last).Links.Select(link => link.Result!.Correct));
        Assert.Equal([60], Lineage(_tickets[1]).Links.Select(link => link.Result!.Correct));
        Assert.False(Lineage(_tickets[1]).IsMixed);
    }

    private TicketLineage Lineage(WinningTicket ticket) =>
        TicketLineage.Of(ticket, _artifacts, key => _results.GetValueOrDefault(key) ?? []);

    private void Train(int round, int correct, string version = "first")
    {
        var stage = Last.Chain[round];
        var completed = (StageOutcome.Completed)Outcomes.Completed(stage.Outputs, correct);
        var result = completed.Result with
        {
            Inputs = stage.Tickets.ToImmutableDictionary(key => key, key => _artifacts[key].Digest),
            Artifacts = [.. completed.Result.Artifacts.Select(artifact => artifact with { Digest = new(ContentHash.Of($"{artifact.Key} {version}")) })],
        };
        if (!_results.TryGetValue(stage.Key, out var results)) _results[stage.Key] = results = [];
        results.Add(result);
        foreach (var artifact in result.Artifacts) _artifacts.TryAdd(artifact.Key, artifact);
    }
}
