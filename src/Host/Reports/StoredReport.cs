using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Masks;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Reports;

/// <summary>Reads what a report is made of out of a store, also while a sweep runs in it.</summary>
internal static class StoredReport
{
    /// <summary>The data of a sweep.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="name">The sweep; null is the only one.</param>
    /// <param name="decide">Decides the sweep's claims by its rows.</param>
    /// <exception cref="UserException">The store has no such sweep, or several and no name was given.</exception>
    public static ReportData Read(string folder, string? name, Func<SweepPlan, IReadOnlyList<ResultGroup>, IReadOnlyList<ClaimVerdict>> decide)
    {
        using var store = SweepStore.OpenToRead(folder);
        var sweep = StoredRows.Choose(store.Results.Sweeps(), folder, name);
        var plan = StoredPlans.Plan(sweep);
        var troubles = store.Results.Troubles();
        var setAside = StageTrouble.ThatSetAside(troubles, plan.Specs[0].OnFailure);
        var stages = plan.Keys();
        var results = store.Results.Results(stages);
        var reader = new GroupReader(plan, results, setAside);
        var asked = AskedSeeds.Of(plan, reader.Read);
        var rows = RowOrder.Sort(plan.Groups.Select(group => asked.Cut(reader.Read(group))));
        var tickets = StoredTickets.Of(store, sweep.Name, plan, results);
        return new()
        {
            Sweep = sweep,
            Store = folder,
            Plan = plan,
            Rows = rows,
            Verdicts = decide(plan, rows),
            SetAside = setAside,
            Failures = [.. FailureSummary.Of(plan, troubles)],
            Environments = store.Results.Environments(stages),
            Trained = results.Count,
            TrainingSeconds = store.Results.TrainingSeconds(stages),
            Masks = MaskSamples.Read(tickets, rows),
        };
    }
}
