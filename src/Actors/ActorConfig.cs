namespace Sweeper.Actors;

/// <summary>The HOCON that Sweeper's actor systems start with.</summary>
public static class ActorConfig
{
    internal const string StoreDispatcher = "sweeper.store-dispatcher";

    /// <summary>The configuration; the host adds logging and, for a cluster, the network.</summary>
    // Akka.Remote shuts the whole system down when a connection that it opens ends in its TLS handshake, as one to a process that dies in this moment does
    // (akka.net, pull request 7939). A coordinated shutdown ends nothing here: who starts a system terminates it.
    // Timers here are of a quarter of a second or more: at the usual 10 ms a tick, a node that only waits takes 6% of a processor.
    public const string Hocon =
        """
        akka.actor.serialize-messages = off
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        akka.coordinated-shutdown.terminate-actor-system = off
        akka.coordinated-shutdown.phases.service-requests-done.timeout = 30s
        akka.scheduler.tick-duration = 50ms
        sweeper.store-dispatcher {
          type = PinnedDispatcher
          executor = thread-pool-executor
        }
        """;
}
