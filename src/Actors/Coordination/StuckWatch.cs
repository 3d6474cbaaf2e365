using System.Globalization;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>
/// Notices trainings whose trainer answers but that make no more steps: a step that takes ten times the median of its kind, and never less
/// than <see cref="LeastPatience"/>. Only between the first step and the last: how long data takes to be read and converted before, and
/// evaluation after, is not known from steps.
/// </summary>
internal sealed class StuckWatch
{
    /// <summary>A step may always take so long: the disk may be busy with a snapshot, the machine with something else.</summary>
    public static readonly TimeSpan LeastPatience = SweepState.LeaseTime;

    /// <summary>The most that one heartbeat adds: while the machine sleeps or the coordinator waits, nobody is stuck.</summary>
    public static readonly TimeSpan MostABeat = TimeSpan.FromSeconds(5);

    private const int Patience = 10;

    // Before so many are measured a step's time is not known.
    private const int LeastSteps = 5;

    private readonly Dictionary<Kind, RunningMedian> _stepSeconds = [];

    // What decides how long a step takes, as far as a plan knows. Bounded by the plan.
    private readonly record struct Kind(string Model, string Dataset, int BatchSize, string Device)
    {
        public static Kind Of(Lease lease) => new(
            lease.Stage.Spec.Model.Text, lease.Stage.Spec.Dataset.Text, lease.Stage.Spec.Recipe.BatchSize, lease.Trainer.Device.Split(':')[0]);
    }

    /// <summary>A lease after a heartbeat; what its steps took is remembered for its kind.</summary>
    public Lease Hear(Lease lease, long step, long lastStep, bool isHeld, DateTimeOffset now)
    {
        // Held, it makes no step because it shall not.
        if (isHeld) return lease with { Step = step, LastStep = lastStep, Heard = now, Quiet = TimeSpan.Zero };
        var quiet = lease.Quiet + new TimeSpan(Math.Clamp((now - lease.Heard).Ticks, 0, MostABeat.Ticks));
        if (step == lease.Step) return lease with { LastStep = lastStep, Heard = now, Quiet = quiet };
        // The first step comes after all that precedes it.
        if (lease.Step > 0 && step > lease.Step) StepsOf(lease).Add(quiet.TotalSeconds / (step - lease.Step));
        return lease with { Step = step, LastStep = lastStep, Heard = now, Quiet = TimeSpan.Zero };
    }

    /// <summary>The failure of a lease that is stuck; null where it is not.</summary>
    public StageOutcome.Failed? Complain(Lease lease)
    {
        if (lease.Step == 0 || lease.Step >= lease.LastStep || lease.Quiet < LeastPatience) return null;
        var steps = StepsOf(lease);
        return steps.Count < LeastSteps || lease.Quiet.TotalSeconds < Patience * steps.Value ? null : new(FailureCause.Stuck, string.Create(
            CultureInfo.InvariantCulture,
            $"stuck: {lease.Trainer} made no step for {lease.Quiet.TotalSeconds:0} s after step {lease.Step} of {lease.LastStep}, where a step takes {steps.Value:0.###} s; "
            + $"{lease.Trainer} gets no more work until it lets go"));
    }

    private RunningMedian StepsOf(Lease lease)
    {
        var kind = Kind.Of(lease);
        return _stepSeconds.TryGetValue(kind, out var steps) ? steps : _stepSeconds[kind] = new RunningMedian();
    }
}
