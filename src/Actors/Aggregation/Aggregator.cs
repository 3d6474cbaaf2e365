using System.Collections.Immutable;
using Akka.Actor;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Aggregation;

/// <summary>
/// Keeps the statistics of one family of groups (one target under one optimizer) while a sweep runs: each arrival recomputes the
/// groups that it changes, and no others, from all their seeds.
/// </summary>
public sealed class Aggregator : ReceiveActor
{
    private readonly ImmutableArray<CellGroup> _groups;
    private readonly Dictionary<StageKey, StoredResult> _results;
    private readonly Dictionary<StageKey, StageTrouble> _setAside;
    private readonly GroupReader _reader;
    private readonly Dictionary<StageKey, List<int>> _groupsOfStage = [];
    private readonly ResultGroup[] _rows;
    private bool _stale;

    /// <summary>Starts from what is stored.</summary>
    public Aggregator(SweepPlan plan, ImmutableArray<CellGroup> groups, IReadOnlyDictionary<StageKey, StoredResult> results, IReadOnlyDictionary<StageKey, StageTrouble> setAside)
    {
        _groups = groups;
        _results = new(results);
        _setAside = new(setAside);
        _reader = new GroupReader(plan, _results, _setAside);
        _rows = [.. groups.Select(_reader.Read)];
        for (var i = 0; i < groups.Length; i++)
        {
            foreach (var (_, stage) in groups[i].Cells)
            {
                var key = plan.Stages[stage].Key;
                if (!_groupsOfStage.TryGetValue(key, out var numbers)) _groupsOfStage[key] = numbers = [];
                numbers.Add(i);
            }
        }
        Receive<SweepEvent.Completed>(completed =>
        {
            // As in the store, a stage's first result counts: one that runs again for a lost artifact changes no row.
            if (_results.TryAdd(completed.Stage.Key, completed.Result)) Recompute(_groupsOfStage.GetValueOrDefault(completed.Stage.Key) ?? []);
        });
        Receive<SweepEvent.SetAside>(aside =>
        {
            _setAside[aside.Stage.Key] = aside.Trouble;
            // The stages behind it are blocked too: every row is read again, but only when somebody looks, so that a sweep whose
            // trainings fail by the thousand does not read them all a thousand times.
            _stale = true;
        });
        Receive<SweepEvent.Revived>(revived =>
        {
            foreach (var stage in revived.Failed) _setAside.Remove(stage.Key);
            _stale = true;
        });
        Receive<GetRows>(_ =>
        {
            if (_stale) Recompute(Enumerable.Range(0, _rows.Length));
            _stale = false;
            Sender.Tell(new Rows([.. _rows]));
        });
    }

    /// <summary>Asks for the rows as they stand.</summary>
    public sealed record GetRows;

    /// <summary>The rows of the family, in the order of the plan.</summary>
    public sealed record Rows(ImmutableArray<ResultGroup> Groups);

    /// <summary>The rows of some aggregators as they stand.</summary>
    /// <exception cref="AskTimeoutException">One has not answered in time.</exception>
    public static async Task<IReadOnlyList<ResultGroup>> RowsOf(IEnumerable<IActorRef> aggregators, TimeSpan patience)
    {
        var families = await Task.WhenAll(aggregators.Select(aggregator => aggregator.Ask<Rows>(new GetRows(), patience))).ConfigureAwait(false);
        return [.. families.SelectMany(family => family.Groups)];
    }

    /// <summary>The props of an aggregator.</summary>
    public static Props Props(SweepPlan plan, ImmutableArray<CellGroup> groups, IReadOnlyDictionary<StageKey, StoredResult> results, IReadOnlyDictionary<StageKey, StageTrouble> setAside) =>
        Akka.Actor.Props.Create(() => new Aggregator(plan, groups, results, setAside));

    private void Recompute(IEnumerable<int> groups)
    {
        foreach (var number in groups) _rows[number] = _reader.Read(_groups[number]);
    }
}
