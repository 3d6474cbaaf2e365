using Sweeper.Actors.Results;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Coordination;

/// <summary>What the coordinator says to trainers.</summary>
public static class TrainerProtocol
{
    /// <summary>A message to a trainer.</summary>
    public interface ICommand : IWireMessage;

    /// <summary>Work, under a lease that heartbeats keep.</summary>
    public sealed record WorkGranted(AttemptId Attempt, StageOrder Order) : ICommand;

    /// <summary>The end of an attempt is known, and what follows from it stored: it need not be said again.</summary>
    public sealed record Noted(AttemptId Attempt) : ICommand;

    /// <summary>Drop this training, if it is still in flight, and go on with others.</summary>
    public sealed record DropAttempt(AttemptId Attempt) : ICommand;

    /// <summary>Wait at the end of the epoch that goes on.</summary>
    public sealed record Hold : ICommand;

    /// <summary>Go on.</summary>
    public sealed record GoOn : ICommand;

    /// <summary>Drop the training in flight and ask for nothing more.</summary>
    public sealed record Drop : ICommand;
}
