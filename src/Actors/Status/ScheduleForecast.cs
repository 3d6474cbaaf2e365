using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;

namespace Sweeper.Actors.Status;

/// <summary>Plays the rest of a run as the coordinator will hand it out: the ready stage with the longest path behind it first.</summary>
/// <param name="plan">The plan.</param>
/// <param name="consumers">The stages that need a stage, by its number.</param>
/// <param name="secondsOf">How long a trainer will take for a stage.</param>
internal sealed class ScheduleForecast(SweepPlan plan, ILookup<int, PlannedStage> consumers, Func<PlannedStage, TrainerId, double> secondsOf)
{
    /// <summary>Seconds to the end.</summary>
    /// <param name="open">What is not done.</param>
    /// <param name="running">Of that, what trainers have in their hands, and the seconds that each will still take.</param>
    /// <param name="trainers">All trainers, at least one.</param>
    public double Seconds(IReadOnlySet<PlannedStage> open, IEnumerable<(Lease Lease, double Left)> running, IReadOnlyList<TrainerId> trainers)
    {
        var missing = open.ToDictionary(stage => stage, stage => stage.Producers.Count(producer => open.Contains(plan.Stages[producer])));
        var ready = new PriorityQueue<PlannedStage, (double, int)>();
        var ends = new PriorityQueue<(PlannedStage Stage, TrainerId Trainer), double>();
        foreach (var (lease, left) in running)
        {
            if (missing.Remove(lease.Stage)) ends.Enqueue((lease.Stage, lease.Trainer), left);
        }
        foreach (var (stage, count) in missing)
        {
            if (count == 0) Ready(stage);
        }
        var busy = ends.UnorderedItems.Select(item => item.Element.Trainer).ToHashSet();
        var idle = new Queue<TrainerId>(trainers.Where(trainer => !busy.Contains(trainer)));
        var now = 0.0;
        while (true)
        {
            while (idle.Count > 0 && ready.TryDequeue(out var next, out _))
            {
                var trainer = idle.Dequeue();
                ends.Enqueue((next, trainer), now + secondsOf(next, trainer));
            }
            if (!ends.TryDequeue(out var ended, out var at)) return now;
            now = at;
            idle.Enqueue(ended.Trainer);
            foreach (var consumer in consumers[ended.Stage.Number])
            {
                if (missing.TryGetValue(consumer, out var count) && (missing[consumer] = count - 1) == 0) Ready(consumer);
            }
        }

        void Ready(PlannedStage stage) => ready.Enqueue(stage, (-plan.LongestPaths[stage.Number], stage.Number));
    }
}
