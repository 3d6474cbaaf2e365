using Sweeper.Bench.Planning;

namespace Sweeper.Bench.Scheduling;

/// <summary>What it costs to hand out a stage and to make its result durable.</summary>
internal static class SchedulingBenchmark
{
    private const int Stages = 10_000;
    private const int Rounds = 5;

    // A commit a stage is slow, and as slow at the thousandth as at the first.
    private const int StagesOneByOne = 1_000;

    public static void Run()
    {
        var plan = LargeSweeps.Plan(LargeSweeps.Chains(Stages));
        Console.WriteLine(
            $"  {plan.Stages.Length:N0} stages that train nothing; the store is under {Path.GetTempPath()} ({new DriveInfo(Path.GetTempPath()).DriveFormat})");
        var costs = Ratios.InTurn(
            Rounds,
            () => PlainLoop.Run(plan, StagesOneByOne, stagesACommit: 1),
            () => NoOpSweep.Run(plan, trainers: 2),
            () => NoOpSweep.Run(plan, trainers: 16),
            () => NoOpSweep.Run(plan, trainers: 128),
            () => PlainLoop.Run(plan, Stages, stagesACommit: 16),
            () => PlainLoop.Run(plan, Stages, stagesACommit: Stages));
        const string baseline = "a loop that commits each stage";
        string[] names = [baseline, "2 trainers", "16 trainers", "128 trainers", "a loop that commits 16 at a time", "a loop that commits once"];
        foreach (var (name, cost) in names.Zip(costs))
            Console.WriteLine($"  {name,-33} {Ratios.Spread(cost.Select(stage => 1 / stage.Wall / 1000))} thousand stages a second");
        foreach (var (name, cost) in names.Zip(costs).Skip(1)) Ratios.Print($"a stage of {name} / of {baseline}", cost, costs[0], "us", 1e6);
    }
}
