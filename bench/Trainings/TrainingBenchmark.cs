using Sweeper.Training.Native;
using TorchSharp;

namespace Sweeper.Bench.Trainings;

/// <summary>What training costs beyond the network's own arithmetic.</summary>
internal static class TrainingBenchmark
{
    private const int Rounds = 9;

    public static void Run()
    {
        TorchRuntime.Start();
        torch.set_num_threads(1);
        var work = new LeNetOnFashion();
        SideBySide.PrintMemory(work);
        using var bare = new BareLoop(work);
        using var passes = new PassesAlone(work);
        var costs = Ratios.InTurn(Rounds, () => StageEpoch(work), () => Cost.Of(bare.Epoch), () => Cost.Of(passes.Epoch));
        Ratios.Print("a. an epoch of StageTrainer / an epoch of a bare TorchSharp loop; goal <= 1", costs[0], costs[1]);
        Ratios.Print("b. a step of StageTrainer / its forward and backward pass alone; goal <= 1.08", PerStep(costs[0]), PerStep(costs[2]), "ms", 1000);
        PrintParts(work, costs[2]);
        PrintSpeedUp(work);

        Cost[] PerStep(Cost[] epochs) => [.. epochs.Select(epoch => epoch / work.StepsPerEpoch)];
    }

    private static Cost StageEpoch(LeNetOnFashion work)
    {
        var marks = new Marks();
        work.Train(work.Order(work.StepsPerEpoch + 1, seed: 0, 0, work.StepsPerEpoch), marks);
        return marks.Times[1] - marks.Times[0];
    }

    private static void PrintParts(LeNetOnFashion work, Cost[] passes)
    {
        using var parts = new StepParts(work);
        var costs = Ratios.InTurn(Rounds, () => Cost.Of(parts.Gathers), () => Cost.Of(parts.Updates));
        Ratios.Print("   of which gathering the batch / the passes", costs[0], passes, "s an epoch");
        Ratios.Print("   of which the update / the passes", costs[1], passes, "s an epoch");
    }

    // Two trainers that hinder each other nowhere halve the time of a step and leave its processor time as it is.
    private static void PrintSpeedUp(LeNetOnFashion work)
    {
        var costs = Ratios.InTurn(
            Rounds, () => SideBySide.Step(work, 1, work.StepsPerEpoch), () => SideBySide.Step(work, 2, work.StepsPerEpoch));
        Console.WriteLine("  c. steps a second of two trainers / of one; goal 1.9; cpu: what free cores would give");
        Console.WriteLine($"    wall {Ratios.Spread(costs[0].Zip(costs[1], (one, two) => one.Wall / two.Wall))}");
        Console.WriteLine($"    cpu  {Ratios.Spread(costs[0].Zip(costs[1], (one, two) => 2 * one.Cpu / two.Cpu))}");
    }
}
