using System.Collections.Immutable;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Training.Devices;

namespace Sweeper.Actors.Status;

/// <summary>Makes snapshots of a run out of its events and the coordinator's counts. One thread at a time.</summary>
public sealed class SnapshotBuilder
{
    private readonly SweepPlan _plan;
    private readonly StatusWords _words;
    private readonly DateTimeOffset _started;
    private readonly IReadOnlyList<TrainerId> _trainers;
    private readonly DeviceBoard _devices;
    private readonly ChainBoard _chains;
    private readonly ProblemBoard _problems;
    private readonly CellCounter _cells;
    private readonly Queue<StatusLine> _lines = [];
    private RunState _state = RunState.Running;
    private string? _why;
    private long _number;

    /// <summary>The start of a run.</summary>
    /// <param name="start">What the coordinator starts from.</param>
    /// <param name="state">What it makes of that.</param>
    /// <param name="trainers">Every trainer.</param>
    /// <param name="words">How trainings and events are called.</param>
    /// <param name="now">When it starts.</param>
    /// <param name="reading">How full and busy a device of a name is; answers at once. Null where that is not read.</param>
    public SnapshotBuilder(SweepStart start, SweepState state, IReadOnlyList<TrainerId> trainers, StatusWords words, DateTimeOffset now, Func<string, DeviceReading>? reading = null)
    {
        (_plan, _words, _started, _trainers) = (start.Plan, words, now, trainers);
        if (state.IsPaused) _state = RunState.Paused;
        Work = new WorkEstimate(
            _plan,
            _plan.Stages.Where(stage => state[stage] != StageState.NotAsked),
            _plan.Stages.Where(stage => state[stage] is StageState.Ready or StageState.Waiting));
        _devices = new DeviceBoard(trainers, words.Training, reading ?? (_ => default));
        _chains = new ChainBoard(_plan, stage => state[stage], words.Chain);
        _problems = new ProblemBoard(words.Training);
        foreach (var stage in _plan.Stages.Where(stage => state[stage] == StageState.SetAside)) _problems.Remember(stage, start.Troubles[stage.Key]);
        _cells = new CellCounter(_plan, start.Results);
    }

    /// <summary>The work that is left.</summary>
    public WorkEstimate Work { get; }

    /// <summary>Something has changed.</summary>
    public void Observe(SweepEvent change, DateTimeOffset now)
    {
        Work.Observe(change);
        _devices.Observe(change);
        _chains.Observe(change);
        _problems.Observe(change);
        _cells.Observe(change);
        switch (change)
        {
            case SweepEvent.Paused:
                _state = RunState.Paused;
                break;
            case SweepEvent.Resumed:
                _state = RunState.Running;
                break;
            case SweepEvent.Stopping stopping:
                (_state, _why) = (RunState.Stopping, stopping.Why);
                break;
            case SweepEvent.Ended ended:
                (_state, _why) = (RunState.Ended, ended.Ending.Why ?? _why);
                break;
        }
        if (_words.Line(change) is not { } line) return;
        _lines.Enqueue(new(now, line));
        if (_lines.Count > SweepSnapshot.MostLines) _lines.Dequeue();
    }

    /// <summary>How the run stands.</summary>
    /// <param name="status">The coordinator's counts.</param>
    /// <param name="claims">What the results say of the claims.</param>
    /// <param name="now">When.</param>
    public SweepSnapshot Snapshot(SweepStatus status, ImmutableArray<ClaimStatus> claims, DateTimeOffset now)
    {
        var (chains, openChains, paths) = _chains.Read(status.Leases, SweepSnapshot.MostChains);
        return new()
        {
            Number = ++_number,
            Sweep = _plan.Specs[0].Name,
            State = _state,
            Why = _why,
            Started = _started,
            At = now,
            Trainings = new(status.Stages, status.Done, status.DoneAtStart, status.Running, status.Ready, status.Waiting, status.SetAside, status.Blocked),
            Cells = _cells.Asked,
            CellsDone = _cells.Done,
            TrainingsAlone = _plan.TrainingsIfEveryCellRanAlone,
            TrainingsPlanned = _plan.Stages.Length,
            Fraction = Work.Fraction,
            TimeLeft = _state == RunState.Ended ? null : Work.TimeLeft(status.Leases, paths, AtWork(status)),
            Devices = _devices.Read(status, now),
            Chains = chains,
            OpenChains = openChains,
            Claims = claims,
            Problems = _problems.Read(SweepSnapshot.MostProblems),
            Lines = [.. _lines],
        };
    }

    // Those that hang take no more work; where all do, it is counted as if they came back.
    private IReadOnlyList<TrainerId> AtWork(SweepStatus status)
    {
        IReadOnlyList<TrainerId> all = status.Trainers.IsEmpty ? _trainers : [.. _trainers.Union(status.Trainers)];
        if (status.Hung.IsEmpty) return all;
        List<TrainerId> left = [.. all.Where(trainer => !status.Hung.Contains(trainer))];
        return left.Count > 0 ? left : all;
    }
}
