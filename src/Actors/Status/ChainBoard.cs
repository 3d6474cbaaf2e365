using System.Collections.Immutable;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Status;

/// <summary>How far the chains of a run are: a chain is a dense training and the rounds that prune it by one rule from one rewind point.</summary>
internal sealed class ChainBoard
{
    private readonly SweepPlan _plan;
    private readonly Func<PlannedStage, string> _name;
    private readonly IReadOnlyList<double> _longestPaths;
    private readonly StageState[] _states;
    private readonly List<List<PlannedStage>> _chains;

    /// <summary>The chains of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="stateOf">What each stage is when the run begins.</param>
    /// <param name="name">What a chain is called, by one of its stages.</param>
    public ChainBoard(SweepPlan plan, Func<PlannedStage, StageState> stateOf, Func<PlannedStage, string> name)
    {
        (_plan, _name) = (plan, name);
        _longestPaths = plan.LongestPaths;
        _states = [.. plan.Stages.Select(stateOf)];
        _chains = [.. Chains(plan)];
    }

    /// <summary>Something has changed.</summary>
    public void Observe(SweepEvent change)
    {
        switch (change)
        {
            case SweepEvent.Completed done:
                _states[done.Stage.Number] = StageState.Done;
                break;
            case SweepEvent.SetAside aside:
                _states[aside.Stage.Number] = StageState.SetAside;
                break;
            case SweepEvent.Rebuilding again:
                _states[again.Stage.Number] = StageState.Waiting;
                break;
            case SweepEvent.Revived revived:
                foreach (var stage in revived.Failed.Concat(revived.Opened)) _states[stage.Number] = StageState.Waiting;
                break;
            case SweepEvent.SeedsAdded added:
                foreach (var stage in added.Opened) _states[stage.Number] = StageState.Waiting;
                break;
        }
    }

    /// <summary>The chains that are not finished, those with the longest path of work first, at most so many; how many there are; and of each model the stage with the longest path, in operations.</summary>
    public (ImmutableArray<ChainStatus> Longest, int Open, IReadOnlyList<(PlannedStage Stage, double Operations)> Paths) Read(IReadOnlyCollection<Lease> running, int most)
    {
        var held = running.Select(lease => lease.Stage.Number).ToHashSet();
        var open = new List<(List<PlannedStage> Stages, PlannedStage Next)>();
        foreach (var stages in _chains)
        {
            if (stages.Find(stage => _states[stage.Number] is not (StageState.Done or StageState.NotAsked)) is { } next) open.Add((stages, next));
        }
        var longest = open.Select(chain => _longestPaths[chain.Next.Number]).DefaultIfEmpty().Max();
        var shown = open.OrderByDescending(chain => _longestPaths[chain.Next.Number]).ThenBy(chain => chain.Next.Number).Take(most)
            .Select(chain => Describe(chain.Stages, chain.Next, held, _longestPaths[chain.Next.Number] / longest));
        var paths = open.GroupBy(chain => chain.Next.Spec.Model).Select(chains => chains.Max(chain => (Operations: _longestPaths[chain.Next.Number], chain.Next.Number)));
        return ([.. shown], open.Count, [.. paths.Select(path => (_plan.Stages[path.Number], path.Operations))]);
    }

    private ChainStatus Describe(List<PlannedStage> stages, PlannedStage next, HashSet<int> held, double share)
    {
        var asked = stages.Count(stage => _states[stage.Number] != StageState.NotAsked);
        return new(_name(stages[^1]), stages.Count(stage => _states[stage.Number] == StageState.Done), asked, StateOf(next, held), share == 1, share, next.Key.Value);
    }

    private string StateOf(PlannedStage next, HashSet<int> held) =>
        held.Contains(next.Number) ? "running"
        : _states[next.Number] == StageState.SetAside ? "failed"
        : _states[next.Number] == StageState.Blocked || next.Producers.Any(producer => _states[producer] == StageState.SetAside) ? "blocked"
        : next.Producers.All(producer => _states[producer] == StageState.Done) ? "ready" : "waiting";

    // A stage of a chain leaves the next round's mask. The dense one may start several chains.
    private static IEnumerable<List<PlannedStage>> Chains(SweepPlan plan)
    {
        var rounds = new Dictionary<(int Dense, string Rule, ArtifactKey Weights), List<PlannedStage>>();
        var started = new HashSet<(int, string)>();
        foreach (var stage in plan.Stages.Where(stage => stage.Spec.Start is StartingState.Winning))
        {
            foreach (var mask in stage.Outputs.Masks)
            {
                var key = (stage.Producers[0], mask.Rule.CanonicalForm, ((StartingState.Winning)stage.Spec.Start).Weights);
                if (!rounds.TryGetValue(key, out var chain)) rounds[key] = chain = [plan.Stages[stage.Producers[0]]];
                chain.Add(stage);
                started.Add((key.Item1, key.CanonicalForm));
            }
        }
        var alone = plan.Stages.Where(stage => stage.Spec.Start is StartingState.Init)
            .SelectMany(stage => stage.Outputs.Masks.Where(mask => !started.Contains((stage.Number, mask.Rule.CanonicalForm))).Select(_ => new List<PlannedStage> { stage }));
        return rounds.Values.Concat(alone);
    }
}
