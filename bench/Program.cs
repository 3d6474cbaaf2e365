using Sweeper.Bench.Blobs;
using Sweeper.Bench.Consoles;
using Sweeper.Bench.Data;
using Sweeper.Bench.Estimates;
using Sweeper.Bench.Failover;
using Sweeper.Bench.Gpu;
using Sweeper.Bench.Nodes;
using Sweeper.Bench.Optimizers;
using Sweeper.Bench.Planning;
using Sweeper.Bench.Rows;
using Sweeper.Bench.Scheduling;
using Sweeper.Bench.Statistics;
using Sweeper.Bench.Trainings;

// A child of the benchmark of that name.
if (args is ["failover-member", var port, var seeds])
{
    SingletonMember.Run(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), seeds);
    return 0;
}

// What each prints, and against what: README.md beside this file.
Action? benchmark = args switch
{
    ["training"] => TrainingBenchmark.Run,
    ["optimizer"] => OptimizerBenchmark.Run,
    ["scheduling"] => SchedulingBenchmark.Run,
    ["planning"] => PlanningBenchmark.Run,
    ["data"] => DataBenchmark.Run,
    ["gpu"] => GpuBenchmark.Run,
    ["statistics"] => StatisticsBenchmark.Run,
    ["rows"] => RowsBenchmark.Run,
    ["console"] => ConsoleBenchmark.Run,
    ["console", "look", var recording] => () => ConsoleBenchmark.Look(recording),
    ["blobs"] => BlobBenchmark.Run,
    ["failover"] => FailoverBenchmark.Run,
    ["nodes"] => NodesBenchmark.Run,
    ["eta"] => EtaBenchmark.Run,
    ["eta", "virtual"] => EtaBenchmark.RunVirtual,
    _ => null,
};
if (benchmark is null)
{
    Console.Error.WriteLine("one of: training, optimizer, scheduling, planning, data, gpu, statistics, rows, console, blobs, failover, nodes, eta");
    return 2;
}
Console.WriteLine($"{args[0]}: {Environment.ProcessorCount} processors, .NET {Environment.Version}{(args[0] is "statistics" or "rows" or "failover" or "nodes" or "eta" ? "" : "; each ratio: min  median  max")}");
benchmark();
return 0;
