using Sweeper.Actors.Planning;
using Sweeper.Training.Keys;

namespace Sweeper.Bench.Planning;

/// <summary>What it costs to plan a large sweep.</summary>
internal static class PlanningBenchmark
{
    private const int Rounds = 3;

    public static void Run()
    {
        foreach (var cells in (ReadOnlySpan<int>)[100_000, 1_000_000]) Print(LargeSweeps.Grid(cells));
    }

    private static void Print(Actors.Specs.SweepSpec spec)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var plan = LargeSweeps.Plan(spec);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"  {plan.Cells:N0} cells, {plan.Stages.Length:N0} stages, {plan.Groups.Length:N0} groups; the plan keeps {kept / 1048576.0:0} MiB");
        string[] forms = [.. plan.Stages.Select(stage => stage.Spec.CanonicalForm)];
        var costs = Ratios.InTurn(
            Rounds,
            () => Collected(() => LargeSweeps.Plan(spec)),
            () => Collected(() => Hash(forms)),
            () => Collected(() => Keys(plan)),
            () => Collected(() => Reconciler.Reconcile(plan, _ => false, _ => false, _ => false)));
        Ratios.Print("planning / the SHA-256 of each stage's canonical form", costs[0], costs[1]);
        Ratios.Print("  of which each stage's key once more / the same", costs[2], costs[1]);
        Ratios.Print("reconciling it with an empty store / the same", costs[3], costs[1]);
    }

    // A collection that another subject owes is not this one's.
    private static Cost Collected(Action action)
    {
        GC.Collect();
        return Cost.Of(action);
    }

    private static void Hash(string[] forms)
    {
        foreach (var form in forms) ContentHash.Of(form);
    }

    private static void Keys(SweepPlan plan)
    {
        foreach (var stage in plan.Stages) stage.Spec.ComputeKey();
    }
}
