using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Scheduling;

/// <summary>
/// The stages that may start, the one with the longest path of trainings behind it first; by kind of training, so that a device passes over what it cannot do at once,
/// and by the node where their tickets were made.
/// </summary>
internal sealed class ReadyStages(PlanNeeds needs, IReadOnlyList<double> urgency, StageCosts costs, IReadOnlyList<PlannedStage> stages)
{
    private readonly Dictionary<TrainingKind, Shelf> _shelves = [];
    private readonly Dictionary<int, string> _homes = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Grows with each stage that comes: who has found nothing need not look again before.</summary>
    public long Version { get; private set; }

    /// <summary>The kinds of which there are any.</summary>
    public IEnumerable<TrainingKind> Kinds => _shelves.Where(pair => pair.Value.All.Count > 0).Select(pair => pair.Key);

    /// <summary>How many there are of a kind.</summary>
    public int CountOf(TrainingKind kind) => _shelves.TryGetValue(kind, out var shelf) ? shelf.All.Count : 0;

    /// <summary>The node where a stage's ticket was made; empty where that is not known, or this process.</summary>
    public string HomeOf(PlannedStage stage) => _homes.GetValueOrDefault(stage.Number, "");

    /// <summary>A stage may start.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="home">The node where its ticket was made; empty where that is not known, or this process.</param>
    public void Add(PlannedStage stage, string home)
    {
        var kind = needs.KindOf(stage);
        if (!_shelves.TryGetValue(kind, out var shelf)) _shelves[kind] = shelf = new();
        shelf.All.Add(Entry(stage));
        if (home.Length > 0)
        {
            _homes[stage.Number] = home;
            shelf.At(home).Add(Entry(stage));
        }
        Count++;
        Version++;
    }

    /// <summary>A stage has been taken, or may not start any more.</summary>
    public void Remove(PlannedStage stage)
    {
        var shelf = _shelves[needs.KindOf(stage)];
        shelf.All.Remove(Entry(stage));
        if (_homes.Remove(stage.Number, out var home)) shelf.At(home).Remove(Entry(stage));
        Count--;
    }

    /// <summary>The stage that a trainer shall do next; null if there is none.</summary>
    /// <param name="node">The trainer's node.</param>
    /// <param name="suits">Whether it can do trainings of a kind.</param>
    /// <param name="may">Whether it may start a stage.</param>
    /// <param name="isTooSlow">Whether the sweep would end sooner without its doing a stage.</param>
    public PlannedStage? Next(string node, Func<TrainingKind, bool> suits, Func<PlannedStage, bool> may, Func<PlannedStage, bool> isTooSlow)
    {
        (PlannedStage? best, PlannedStage? near) = (null, null);
        foreach (var (kind, shelf) in _shelves)
        {
            if (shelf.All.Count == 0 || !suits(kind)) continue;
            best = MoreUrgent(best, OfShelf(shelf.All, may, isTooSlow));
            if (shelf.Find(node) is { } own) near = MoreUrgent(near, OfShelf(own, may, isTooSlow));
        }
        // A chain stays where its weights are, as long as the most urgent one is not kept waiting for more than a training by that.
        return best is not null && near is not null && urgency[best.Number] - urgency[near.Number] <= costs.Of(best) ? near : best;
    }

    // Slow devices are of use for what is not urgent.
    private PlannedStage? OfShelf(SortedSet<(double, int Number)> shelf, Func<PlannedStage, bool> may, Func<PlannedStage, bool> isTooSlow)
    {
        if (First(shelf, may) is not { } first) return null;
        if (!isTooSlow(first)) return first;
        return First(shelf.Reverse(), may) is { } last && !isTooSlow(last) ? last : null;
    }

    private PlannedStage? First(IEnumerable<(double, int Number)> entries, Func<PlannedStage, bool> may)
    {
        foreach (var (_, number) in entries)
            if (may(stages[number])) return stages[number];
        return null;
    }

    private PlannedStage? MoreUrgent(PlannedStage? one, PlannedStage? other) =>
        one is null || (other is not null && Entry(other).CompareTo(Entry(one)) < 0) ? other : one;

    private (double, int) Entry(PlannedStage stage) => (-urgency[stage.Number], stage.Number);

    private sealed class Shelf
    {
        private readonly Dictionary<string, SortedSet<(double, int)>> _byNode = [];

        public SortedSet<(double, int)> All { get; } = [];

        public SortedSet<(double, int)>? Find(string node) => _byNode.TryGetValue(node, out var there) && there.Count > 0 ? there : null;

        public SortedSet<(double, int)> At(string node) => _byNode.TryGetValue(node, out var there) ? there : _byNode[node] = [];
    }
}
