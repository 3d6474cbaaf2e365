using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;

namespace Sweeper.Host.Runs;

/// <summary>Reads a sweep's rows out of a store, without its file and without its data.</summary>
internal static class StoredRows
{
    /// <summary>The plan of the sweep's current spec, the rows that it asks for, and what a reader should know of them.</summary>
    /// <exception cref="UserException">The store has no such sweep, or several and no name was given.</exception>
    public static (SweepPlan Plan, IReadOnlyList<ResultGroup> Rows, IReadOnlyList<string> Notes) Read(string folder, string? name)
    {
        using var store = SweepStore.OpenToRead(folder);
        var sweep = Choose(store.Results.Sweeps(), folder, name);
        var plan = StoredPlans.Plan(sweep);
        var setAside = store.Results.Troubles().Where(pair => pair.Value.SetsAside(plan.Specs[0].OnFailure)).ToDictionary();
        var reader = new GroupReader(plan, store.Results.Results(), setAside);
        return (plan, AskedRows.Of(plan, [.. plan.Groups.Select(reader.Read)]), [.. EnvironmentSummary.Of(plan, store.Results), .. VersionSummary.Of(store.Results)]);
    }

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
