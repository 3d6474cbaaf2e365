namespace Sweeper.Actors;

/// <summary>The HOCON that Sweeper's actor systems start with.</summary>
public static class ActorConfig
{
    internal const string StoreDispatcher = "sweeper.store-dispatcher";

    /// <summary>The configuration; the host adds logging and, for a cluster, the network.</summary>
    public const string Hocon =
        """
        akka.actor.serialize-messages = off
        akka.coordinated-shutdown.phases.service-requests-done.timeout = 30s
        sweeper.store-dispatcher {
          type = PinnedDispatcher
          executor = thread-pool-executor
        }
        """;
}
