using System.Collections.Immutable;
using System.Diagnostics;
using Sweeper.Actors.Trainers;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.TrainerProcesses;

/// <summary>Trainings in a process of their own, by the real command.</summary>
public sealed class ProcessRunnerTests : IDisposable
{
    private const int Kill = 9;
    private const int Stop = 19;

    private static readonly TrainerPatience Hasty = new() { Grace = TimeSpan.FromSeconds(1), Blame = TimeSpan.FromMilliseconds(50), FirstPause = TimeSpan.FromMilliseconds(10), MostStarts = 2 };

    private readonly TrainerBench _bench = new();

    [Fact]
    public void A_training_in_a_process_is_that_of_a_thread_bit_for_bit()
    {
        var (first, second) = _bench.Chain();
        using var runner = _bench.Runner();
        runner.Prepare();
        var progress = new StageProgress();
        var here = InThread(first);
        var there = runner.Run(first, progress, CancellationToken.None);
        Same(here, there);
        Assert.Equal(progress.LastStep, progress.Step);
        Assert.Equal([1, 2], progress.TakeEpochs().Select(epoch => epoch.Epoch));
        Assert.True(runner.Recover(CancellationToken.None));
        // Its weights and mask come out of the store of this process.
        Same(InThread(second(here)), runner.Run(second(there), new StageProgress(), CancellationToken.None));
        Assert.Single(_bench.Processes);
        Assert.Empty(_bench.Said);
    }

    [Fact]
    public void A_process_that_is_killed_costs_its_training_and_another_takes_its_place()
    {
        using var runner = _bench.Runner(patience: Hasty);
        var ended = Begin(runner, _bench.Chain(epochs: 100_000).First, out var progress, CancellationToken.None);
        Await("it trains", () => progress.Step > 0);
        TrainerBench.Signal(_bench.Processes[0], Kill);
        var failed = Assert.IsType<StageOutcome.Failed>(ended());
        Assert.Equal(FailureCause.Crash, failed.Cause);
        Assert.StartsWith("the trainer's process of cpu:0 ended with signal 9 (SIGKILL): the kernel may have been out of memory", failed.Message);
        Assert.True(runner.Recover(CancellationToken.None));
        Assert.IsType<StageOutcome.Completed>(runner.Run(_bench.Chain().First, new StageProgress(), CancellationToken.None));
        Assert.Equal(2, _bench.Processes.Distinct().Count());
    }

    [Fact]
    public void A_process_that_does_not_stop_is_killed_after_a_grace_and_nothing_is_held_against_its_training()
    {
        using var runner = _bench.Runner(patience: Hasty);
        using var stop = new CancellationTokenSource();
        var ended = Begin(runner, _bench.Chain(epochs: 100_000).First, out var progress, stop.Token);
        Await("it trains", () => progress.Step > 0);
        TrainerBench.Signal(_bench.Processes[0], Stop);
        stop.Cancel();
        Assert.Contains("did not stop in 1 seconds", Assert.IsType<StageOutcome.Cancelled>(ended()).Why);
        Await("it is gone", () => !TrainerBench.IsAlive(_bench.Processes[0]));
        Assert.True(runner.Recover(CancellationToken.None));
        Assert.IsType<StageOutcome.Completed>(runner.Run(_bench.Chain().First, new StageProgress(), CancellationToken.None));
    }

    [Fact]
    public void A_training_is_held_let_go_on_and_stopped_by_the_word_and_its_process_goes_on()
    {
        using var runner = _bench.Runner();
        using var stop = new CancellationTokenSource();
        var ended = Begin(runner, _bench.Chain(epochs: 100_000).First, out var progress, stop.Token);
        progress.Hold();
        Await("it holds", () => progress.IsHeld);
        var step = progress.Step;
        progress.GoOn();
        Await("it goes on", () => !progress.IsHeld && progress.Step > step);
        Assert.True(progress.HeldTime > TimeSpan.Zero);
        stop.Cancel();
        Assert.IsType<StageOutcome.Cancelled>(ended());
        Assert.IsType<StageOutcome.Completed>(runner.Run(_bench.Chain().First, new StageProgress(), CancellationToken.None));
        Assert.Single(_bench.Processes);
    }

    [Fact]
    public void A_lost_blob_and_a_full_disk_come_through()
    {
        var (first, second) = _bench.Chain();
        using var full = _bench.Runner(new FullBlobs());
        Assert.Equal(new StageOutcome.Failed(FailureCause.NoSpace, "no room"), full.Run(first, new StageProgress(), CancellationToken.None));
        using var runner = _bench.Runner();
        var order = second(runner.Run(first, new StageProgress(), CancellationToken.None));
        var gone = Digest.Of([7]);
        var lost = runner.Run(order with { Inputs = order.Inputs.ToImmutableDictionary(pair => pair.Key, _ => gone) }, new StageProgress(), CancellationToken.None);
        Assert.Equal((FailureCause.LostInput, (Digest?)gone), (Assert.IsType<StageOutcome.Failed>(lost).Cause, ((StageOutcome.Failed)lost).Lost));
    }

    [Fact]
    public void A_device_that_cannot_train_fails_one_training_and_is_lost_after_some_tries()
    {
        var lost = new List<string>();
        using var runner = _bench.Runner(device: new ComputeDevice(DeviceKind.Cuda, 99), patience: Hasty, lost: lost.Add);
        var failed = Assert.IsType<StageOutcome.Failed>(runner.Run(_bench.Chain().First, new StageProgress(), CancellationToken.None));
        Assert.Equal(FailureCause.Error, failed.Cause);
        Assert.False(runner.Recover(CancellationToken.None));
        Assert.Equal([failed.Message], lost);
        Assert.Contains(_bench.Said, line => line.StartsWith("cuda:99 is lost to this process", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("echo ouch >&2; exit 3", "ended with exit code 3; its last words: ouch, before it could train")]
    [InlineData("echo hello; sleep 100", "said what no trainer does (there is no frame of kind 104)")]
    [InlineData("exec /nowhere/sweeper", "ended with exit code 127")]
    public void A_program_that_is_no_trainer_is_told_of(string script, string message)
    {
        using var runner = _bench.Runner(program: new TrainerProgram(["sh", "-c", script]), patience: Hasty);
        Assert.Contains(message, Assert.IsType<StageOutcome.Failed>(runner.Run(_bench.Chain().First, new StageProgress(), CancellationToken.None)).Message);
    }

    [Fact]
    public void A_process_that_never_gets_ready_is_given_up()
    {
        using var runner = _bench.Runner(program: new TrainerProgram(["sh", "-c", "exec sleep 1000"]), patience: Hasty with { Start = TimeSpan.FromSeconds(1) });
        Assert.Contains("did not get ready in 1 seconds", Assert.IsType<StageOutcome.Failed>(runner.Run(_bench.Chain().First, new StageProgress(), CancellationToken.None)).Message);
        Await("it is gone", () => !TrainerBench.IsAlive(_bench.Processes[0]));
    }

    [Fact]
    public void A_program_that_is_not_there_is_told_of()
    {
        using var runner = _bench.Runner(program: new TrainerProgram(["/nowhere/sweeper"]), patience: Hasty);
        var failed = Assert.IsType<StageOutcome.Failed>(runner.Run(_bench.Chain().First, new StageProgress(), CancellationToken.None));
        Assert.Contains("is /nowhere/sweeper still there? `--trainers threads` needs no process", failed.Message);
    }

    public void Dispose() => _bench.Dispose();

    private StageOutcome InThread(StageOrder order)
    {
        StageOutcome? outcome = null;
        var thread = new Thread(() =>
        {
            var runner = new DeviceRunner(ComputeDevice.Cpu, new DatasetCatalog(_bench.Paths), _bench.Blobs);
            runner.Prepare();
            outcome = runner.Run(order, new StageProgress(), CancellationToken.None);
        });
        thread.Start();
        thread.Join();
        return outcome!;
    }

    private static void Same(StageOutcome here, StageOutcome there)
    {
        var (a, b) = (Assert.IsType<StageOutcome.Completed>(here).Result, Assert.IsType<StageOutcome.Completed>(there).Result);
        Assert.Equal((a.FinalState, a.Correct, a.Total, a.Masked, a.Steps, a.Environment), (b.FinalState, b.Correct, b.Total, b.Masked, b.Steps, b.Environment));
        Assert.Equal(a.EpochLosses, b.EpochLosses);
        Assert.Equal(a.Artifacts, b.Artifacts);
    }

    private static Func<StageOutcome> Begin(ProcessRunner runner, StageOrder order, out StageProgress progress, CancellationToken stop)
    {
        var (shown, outcome) = (new StageProgress(), (StageOutcome?)null);
        progress = shown;
        var thread = new Thread(() => outcome = runner.Run(order, shown, stop)) { IsBackground = true };
        thread.Start();
        return () =>
        {
            Assert.True(thread.Join(TimeSpan.FromMinutes(1)), "the training does not end");
            return outcome!;
        };
    }

    private static void Await(string what, Func<bool> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"a minute has passed before {what}");
            Thread.Sleep(10);
        }
    }

    private sealed class FullBlobs : IBlobStore
    {
        public Digest Put(ReadOnlySpan<byte> bytes) => throw new NoSpaceException("no room");

        public byte[] Get(Digest digest) => throw new LostBlobException(digest, "none");

        public bool Contains(Digest digest) => false;
    }
}
