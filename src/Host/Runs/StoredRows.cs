using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Host.Output;

namespace Sweeper.Host.Runs;

/// <summary>A sweep's rows as a store has them, without its file and without its data. Rows are made when they are asked for: only the plan and its results are kept.</summary>
internal sealed class StoredRows
{
    private readonly GroupReader _reader;
    private readonly AskedSeeds _asked;

    private StoredRows(SweepPlan plan, GroupReader reader, IReadOnlyList<string> notes)
    {
        Plan = plan;
        Groups = RowOrder.Sort(plan.Groups);
        Notes = notes;
        _reader = reader;
        _asked = AskedSeeds.Of(plan, reader.Read);
    }

    /// <summary>The plan of the sweep's current spec.</summary>
    public SweepPlan Plan { get; }

    /// <summary>Of what level its intervals are.</summary>
    public IntervalWords Intervals => new(Plan.Specs[0]);

    /// <summary>What its rows are of, in the order of rows.</summary>
    public IReadOnlyList<CellGroup> Groups { get; }

    /// <summary>What a reader should know of the results.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Reads the results of a sweep.</summary>
    /// <exception cref="UserException">The store has no such sweep, or several and no name was given.</exception>
    public static StoredRows Read(string folder, string? name)
    {
        using var store = SweepStore.OpenToRead(folder);
        var plan = StoredPlans.Plan(Choose(store.Results.Sweeps(), folder, name));
        var setAside = StageTrouble.ThatSetAside(store.Results.Troubles(), plan.Specs[0].OnFailure);
        var stages = plan.Keys();
        var reader = new GroupReader(plan, store.Results.Results(stages), setAside);
        return new(plan, reader, [.. EnvironmentSummary.Of(stages, store.Results), .. VersionSummary.Of(store.Results)]);
    }

    /// <summary>The rows of some groups, each read when it is come to.</summary>
    public IEnumerable<ResultGroup> Of(IEnumerable<CellGroup> groups) => groups.Select(Of);

    /// <summary>The row of a group, read now.</summary>
    public ResultGroup Of(CellGroup group) => _asked.Cut(_reader.Read(group));

    /// <summary>The sweep of a name, or the only one.</summary>
    /// <exception cref="UserException">There is none, or there are several.</exception>
    internal static StoredSweep Choose(IReadOnlyList<StoredSweep> sweeps, string folder, string? name)
    {
        var names = string.Join(", ", sweeps.Select(sweep => sweep.Name));
        if (sweeps.Count == 0) throw new UserException($"the store {folder} has no sweep yet; `sweeper run SPEC{NextSteps.StoreOption(folder)}` adds one");
        if (name is not null) return sweeps.FirstOrDefault(sweep => sweep.Name == name) ?? throw new UserException($"the store {folder} has no sweep '{name}'; it has: {names}");
        return sweeps.Count == 1 ? sweeps[0] : throw new UserException($"the store {folder} has several sweeps; name one with --sweep: {names}");
    }
}
