using System.Collections.Immutable;

namespace Sweeper.Actors.Coordination;

/// <summary>How a running sweep stands: an immutable picture whose size does not grow with the number of cells.</summary>
/// <param name="Stages">Stages that are asked for; with adaptive seeds they become more.</param>
/// <param name="Done">Stages that need no training any more.</param>
/// <param name="DoneAtStart">Of these, those that needed none when the run began.</param>
/// <param name="Running">Stages in trainers' hands.</param>
/// <param name="Ready">Stages that a trainer could take now.</param>
/// <param name="Waiting">Stages whose ticket is not there yet.</param>
/// <param name="SetAside">Stages that failed for good.</param>
/// <param name="Blocked">Stages that need one of those.</param>
/// <param name="Leases">What runs where.</param>
/// <param name="Hung">Trainers that hang in a training that was given up.</param>
public sealed record SweepStatus(
    int Stages, int Done, int DoneAtStart, int Running, int Ready, int Waiting, int SetAside, int Blocked, ImmutableArray<Lease> Leases, ImmutableHashSet<TrainerId> Hung)
{
    /// <summary>Trainers that have spoken and are not lost, by name.</summary>
    public ImmutableArray<TrainerId> Trainers { get; init; } = [];

    /// <summary>The picture of a state.</summary>
    public static SweepStatus Of(SweepState state) => new(
        Enum.GetValues<StageState>().Where(each => each != StageState.NotAsked).Sum(state.Count),
        state.Count(StageState.Done), state.DoneAtStart, state.Count(StageState.Running), state.Count(StageState.Ready),
        state.Count(StageState.Waiting), state.Count(StageState.SetAside), state.Count(StageState.Blocked),
        [.. state.Leases.OrderBy(pair => pair.Key.Value).Select(pair => pair.Value)], state.HungTrainers);
}
