using Sweeper.Actors.Planning;
using Sweeper.Actors.Scheduling;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Coordination;

/// <summary>
/// The state of every stage. Those that may start are put in order by the arithmetic of the longest path of trainings behind them, not by time.
/// </summary>
internal sealed class StageBoard
{
    private readonly SweepPlan _plan;
    private readonly StageState[] _states;
    private readonly int[] _counts = new int[Enum.GetValues<StageState>().Length];
    private readonly List<int>[] _consumers;
    private readonly StageCosts _costs;
    private readonly Dictionary<ArtifactKey, Digest> _artifacts;
    private readonly Dictionary<ArtifactKey, string> _homes = [];

    public StageBoard(SweepPlan plan, PlanNeeds needs, StageCosts costs, WorkPlan work, IReadOnlyDictionary<ArtifactKey, Digest> artifacts)
    {
        (_plan, _costs) = (plan, costs);
        Ready = new ReadyStages(needs, plan.LongestPaths, costs, plan.Stages);
        _artifacts = new(artifacts);
        _states = new StageState[plan.Stages.Length];
        _counts[(int)StageState.Done] = _states.Length;
        _consumers = [.. plan.Stages.Select(_ => new List<int>())];
        foreach (var stage in plan.Stages)
            foreach (var producer in stage.Producers)
                _consumers[producer].Add(stage.Number);
        foreach (var stage in plan.Stages)
        {
            if (!work.Needed[stage.Number]) Set(stage, StageState.NotAsked);
            if (!work.ToRun[stage.Number]) continue;
            var blocker = work.Blocked[stage.Number];
            if (blocker < 0) Await(stage);
            else Set(stage, blocker == stage.Number ? StageState.SetAside : StageState.Blocked);
        }
    }

    public IReadOnlyDictionary<ArtifactKey, Digest> Artifacts => _artifacts;

    /// <summary>Those that may start.</summary>
    public ReadyStages Ready { get; }

    /// <summary>Operations of all that is to be done, what runs included.</summary>
    public double OpenWork { get; private set; }

    public StageState this[PlannedStage stage] => _states[stage.Number];

    public int Count(StageState state) => _counts[(int)state];

    /// <summary>A cell is asked for now; returns the stages that have to be trained for that, and can.</summary>
    /// <param name="stage">The stage whose accuracy it is.</param>
    /// <param name="hasResult">Whether a stage's accuracy is stored.</param>
    /// <param name="isSetAside">Whether a stage has failed too often to be tried.</param>
    public IReadOnlyList<PlannedStage> Ask(PlannedStage stage, Func<StageKey, bool> hasResult, Func<StageKey, bool> isSetAside)
    {
        var needed = new List<PlannedStage>();
        Need(stage);
        if (this[stage] == StageState.Done && !hasResult(stage.Key)) Await(stage);
        return [.. needed.Where(each => this[each] is StageState.Ready or StageState.Waiting)];

        // With all that it comes from. What of these has to be trained is seen when a stage that needs it is awaited.
        void Need(PlannedStage each)
        {
            if (this[each] != StageState.NotAsked) return;
            Set(each, !hasResult(each.Key) && isSetAside(each.Key) ? StageState.SetAside : StageState.Done);
            needed.Add(each);
            foreach (var producer in each.Producers) Need(_plan.Stages[producer]);
        }
    }

    public void Take(PlannedStage stage) => Move(stage, StageState.Ready, StageState.Running);

    /// <summary>A running stage goes back: ready, or waiting if a ticket of it has been lost.</summary>
    public void GiveBack(PlannedStage stage)
    {
        Move(stage, StageState.Running, StageState.Done);
        Await(stage);
    }

    /// <summary>A stage has its result; stages that waited for its artifacts become ready.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="artifacts">What it has left.</param>
    /// <param name="node">The node that has made them; empty where it is this process.</param>
    public void Complete(PlannedStage stage, IEnumerable<(ArtifactKey Key, Digest Digest)> artifacts, string node)
    {
        Set(stage, StageState.Done);
        foreach (var (key, digest) in artifacts) (_artifacts[key], _homes[key]) = (digest, node);
        foreach (var consumer in ConsumersOf(stage))
        {
            if (this[consumer] == StageState.Waiting && HasTickets(consumer)) Set(consumer, StageState.Ready);
        }
    }

    /// <summary>A stage is given up; returns how many stages are blocked by that.</summary>
    public int SetAside(PlannedStage stage)
    {
        Set(stage, StageState.SetAside);
        return BlockBehind(stage);
    }

    /// <summary>Some of what was set aside is open again, and so is what only that has blocked; returns the stages that are open by this.</summary>
    public IReadOnlyList<PlannedStage> Revive(IReadOnlyCollection<PlannedStage> setAside)
    {
        // What others block as well is blocked again by these.
        var revived = _plan.Stages.Where(stage => this[stage] == StageState.Blocked).Concat(setAside).OrderBy(stage => stage.Number).ToList();
        foreach (var stage in revived) Set(stage, StageState.Done);
        foreach (var stage in revived.Where(stage => this[stage] == StageState.Done)) Await(stage);
        return [.. revived.Where(stage => this[stage] != StageState.Blocked)];
    }

    /// <summary>An artifact is lost: its stage must run again, and stages that were ready to use it wait. Returns that stage.</summary>
    public PlannedStage Lose(PlannedStage consumer, ArtifactKey artifact)
    {
        _artifacts.Remove(artifact);
        var producer = ProducerOf(consumer, artifact);
        if (this[producer] == StageState.Done) Await(producer);
        foreach (var ready in ConsumersOf(producer).Where(stage => this[stage] == StageState.Ready && !HasTickets(stage))) Await(ready);
        return producer;
    }

    /// <summary>Whether all artifacts that a stage starts from are there.</summary>
    public bool HasTickets(PlannedStage stage) => stage.Tickets.All(_artifacts.ContainsKey);

    // The stages that make what a stage lacks.
    private IEnumerable<PlannedStage> LackingFrom(PlannedStage stage) =>
        stage.Tickets.Where(artifact => !_artifacts.ContainsKey(artifact)).Select(artifact => ProducerOf(stage, artifact));

    private bool IsStuck(PlannedStage stage) => LackingFrom(stage).Any(producer => this[producer] is StageState.SetAside or StageState.Blocked);

    private PlannedStage ProducerOf(PlannedStage stage, ArtifactKey artifact) => _plan.Stages[Reconciler.ProducerOf(_plan, stage, artifact)];

    private IEnumerable<PlannedStage> ConsumersOf(PlannedStage stage) => _consumers[stage.Number].Select(number => _plan.Stages[number]);

    // Ready; or waiting for what it lacks, and then a finished producer of that runs again; or blocked, because it will never come.
    private void Await(PlannedStage stage)
    {
        foreach (var producer in LackingFrom(stage).Where(producer => this[producer] == StageState.Done)) Await(producer);
        Set(stage, HasTickets(stage) ? StageState.Ready : IsStuck(stage) ? StageState.Blocked : StageState.Waiting);
        if (this[stage] == StageState.Blocked) BlockBehind(stage);
    }

    private int BlockBehind(PlannedStage stage)
    {
        var blocked = 0;
        foreach (var consumer in ConsumersOf(stage))
        {
            if (this[consumer] is not (StageState.Waiting or StageState.Ready) || !IsStuck(consumer)) continue;
            Set(consumer, StageState.Blocked);
            blocked += 1 + BlockBehind(consumer);
        }
        return blocked;
    }

    private void Move(PlannedStage stage, StageState from, StageState to)
    {
        if (this[stage] != from) throw new InvalidOperationException($"stage {stage.Key.Short} is {this[stage]}, not {from}, and cannot become {to}");
        Set(stage, to);
    }

    private void Set(PlannedStage stage, StageState state)
    {
        var before = this[stage];
        if (before == StageState.Ready) Ready.Remove(stage);
        if (IsOpen(before) != IsOpen(state)) OpenWork += IsOpen(state) ? _costs.Of(stage) : -_costs.Of(stage);
        _counts[(int)before]--;
        _states[stage.Number] = state;
        _counts[(int)state]++;
        if (state == StageState.Ready) Ready.Add(stage, HomeOf(stage));
    }

    private static bool IsOpen(StageState state) => state is StageState.Waiting or StageState.Ready or StageState.Running;

    private string HomeOf(PlannedStage stage) => stage.Tickets.Select(ticket => _homes.GetValueOrDefault(ticket, "")).FirstOrDefault(home => home.Length > 0, "");
}
