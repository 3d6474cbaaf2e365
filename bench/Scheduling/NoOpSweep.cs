using Akka.Actor;
using Akka.Configuration;
using Sweeper.Actors;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Trainers;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;

namespace Sweeper.Bench.Scheduling;

/// <summary>A sweep of the real actors on the real store, whose trainings take no time.</summary>
internal static class NoOpSweep
{
    /// <summary>What a stage costs, from the first request for work to the last result on the disk.</summary>
    public static Cost Run(SweepPlan plan, int trainers)
    {
        using var folder = new BenchFolder();
        using var store = SweepStore.OpenForRun(folder.Path, "benchmark");
        var state = new SweepState(new SweepStart(
            plan, new FailurePolicy(), new Dictionary<StageKey, StoredResult>(), new Dictionary<ArtifactKey, Digest>(), new Dictionary<StageKey, StageTrouble>(),
            store.Results.NextAttempt()));
        using var system = ActorSystem.Create("sweeper", ConfigurationFactory.ParseString("akka.loglevel = WARNING").WithFallback(ActorConfig.Hocon));
        var ended = new TaskCompletionSource<SweepEnding>(TaskCreationOptions.RunContinuationsAsynchronously);
        var observer = system.ActorOf(Props.Create(() => new Observer(ended)));
        var coordinator = system.ActorOf(SweepCoordinator.Props(state, store.Results, observer, () => null, TimeProvider.System));
        var cost = Cost.Of(() =>
        {
            for (var i = 0; i < trainers; i++) system.ActorOf(TrainerActor.Props(new TrainerId($"no-op:{i}"), new(DeviceKind.Cpu, 1L << 30), coordinator, new NoOpRunner()));
            ended.Task.Wait();
        });
        system.Terminate().Wait();
        var stored = store.Results.Results().Count;
        if (stored != plan.Stages.Length) throw new InvalidOperationException($"{stored} of {plan.Stages.Length} stages are stored");
        return cost / stored;
    }

    private sealed class Observer : ReceiveActor
    {
        public Observer(TaskCompletionSource<SweepEnding> ended)
        {
            Receive<SweepEvent.Ended>(end => ended.SetResult(end.Ending));
            Receive<SweepEvent>(_ => { });
        }
    }
}
