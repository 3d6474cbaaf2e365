using Akka.Actor;
using Sweeper.Actors.Results;
using Sweeper.Training.Tickets;

namespace Sweeper.Actors.Coordination;

/// <summary>Commits batches of changes on a thread of its own, so that a slow disk never holds up the coordinator's answers.</summary>
internal sealed class StoreWriter : ReceiveActor
{
    /// <summary>Changes to commit in one transaction.</summary>
    public sealed record Batch(IReadOnlyList<StoreWrite> Changes);

    /// <summary>The batch is durable.</summary>
    public sealed record Committed;

    /// <summary>The batch was not written; the message names the remedy.</summary>
    public sealed record Refused(string Why, EndingKind Kind);

    public StoreWriter(IResultStore store) => Receive<Batch>(batch => Sender.Tell(Commit(store, batch)));

    public static Props Props(IResultStore store) =>
        Akka.Actor.Props.Create(() => new StoreWriter(store)).WithDispatcher(ActorConfig.StoreDispatcher);

    private static object Commit(IResultStore store, Batch batch)
    {
        try
        {
            store.Commit(batch.Changes);
            return new Committed();
        }
        catch (NoSpaceException error)
        {
            return new Refused(error.Message, EndingKind.NoSpace);
        }
        catch (DeposedException error)
        {
            return new Refused(error.Message, EndingKind.HandedOver);
        }
        catch (Exception error)
        {
            return new Refused($"the result store cannot be written: {error.Message}", EndingKind.Broken);
        }
    }
}
