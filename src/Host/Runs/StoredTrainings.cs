using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Host.Display;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Runs;

/// <summary>The trainings of a store's sweeps, by name; and those in the store that no sweep asks for any more, which have only a key.</summary>
/// <param name="Entries">Every training that a sweep asks for, once a name.</param>
/// <param name="Notes">What a reader should know: the sweeps that this version does not read.</param>
internal sealed record StoredTrainings(IReadOnlyList<TrainingEntry> Entries, IReadOnlyList<string> Notes)
{
    private static readonly PrefixChoice Choice = new(
        "training", ("a", "key"), "STAGE", "sweeper logs", "there is no training; `sweeper run` begins some", "--target, --round, --seed");

    private readonly Dictionary<StageKey, TrainingEntry> _byKey = Entries.GroupBy(entry => entry.Key).ToDictionary(same => same.Key, same => same.First());

    /// <summary>Reads them.</summary>
    /// <param name="store">The store.</param>
    /// <param name="folder">Its folder, as the user gave it.</param>
    /// <param name="sweep">The sweep; null is all of them.</param>
    /// <exception cref="UserException">The store has no such sweep, or none that this version reads.</exception>
    public static StoredTrainings Read(SweepStore store, string folder, string? sweep)
    {
        var (plans, notes) = StoredPlans.All(store, folder, sweep);
        return new([.. plans.SelectMany(plan => EntriesOf(plan.Name, plan.Plan))], notes);
    }

    /// <summary>The name of a training; null where no sweep asks for it.</summary>
    public TrainingEntry? this[StageKey stage] => _byKey.GetValueOrDefault(stage);

    /// <summary>The one training that a user means.</summary>
    /// <param name="filter">What it is.</param>
    /// <param name="prefix">The first characters of its key; null where the filter alone shall say which.</param>
    /// <param name="others">Keys of stages that no sweep asks for; only a key can mean them.</param>
    /// <exception cref="UserException">There is none, or there are several; the message lists them.</exception>
    public StageKey One(TrainingFilter filter, string? prefix, IEnumerable<StageKey> others)
    {
        var meant = filter.Apply(Entries).Select(entry => (entry.Key, entry.Name));
        if (filter.IsEmpty && prefix is not null) meant = meant.Concat(others.Where(key => this[key] is null).Select(key => (key, "no sweep of this store asks for it")));
        return Choice.One<(StageKey Key, string Name)>([.. meant], training => training.Key.Value, training => training.Name, prefix).Key;
    }

    private static IEnumerable<TrainingEntry> EntriesOf(string sweep, SweepPlan plan)
    {
        var names = new StageNames(plan);
        var policy = plan.Specs[0].OnFailure;
        foreach (var group in plan.Groups)
        {
            foreach (var (_, number) in group.Cells)
                yield return new(sweep, policy, plan.Stages[number], names.Of(plan.Stages[number]), group.Source, group.Target, group.Ticket, group.Round);
        }
        foreach (var stage in plan.Stages.Where(stage => !stage.IsCellValue))
        {
            if (TrainingEntry.Of(plan, names, stage) is { } entry) yield return entry;
        }
    }
}
