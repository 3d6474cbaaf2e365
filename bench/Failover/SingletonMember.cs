using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace Sweeper.Bench.Failover;

/// <summary>A member of an Akka.NET cluster that may have its singleton; says when it has it. A process of its own: <c>bench -- failover-member PORT PORT,PORT,PORT</c>.</summary>
internal static class SingletonMember
{
    /// <summary>What it says.</summary>
    public const string Word = "the singleton is here";

    public static void Run(int port, string seeds)
    {
        var nodes = string.Join(", ", seeds.Split(',').Select(seed => $"\"akka.tcp://bench@127.0.0.1:{seed}\""));
        var system = ActorSystem.Create("bench", ConfigurationFactory.ParseString(
            $$"""
            akka {
              loglevel = ERROR
              actor.provider = cluster
              remote.dot-netty.tcp { hostname = 127.0.0.1, port = {{port}} }
              cluster {
                seed-nodes = [{{nodes}}]
                roles = [coordinator]
                min-nr-of-members = 2
                downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
                split-brain-resolver {
                  active-strategy = static-quorum
                  stable-after = 5s
                  static-quorum { quorum-size = 2, role = coordinator }
                }
              }
            }
            """).WithFallback(ClusterSingleton.DefaultConfig()));
        system.ActorOf(ClusterSingletonManager.Props(
            Props.Create(() => new Singleton()), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system).WithRole("coordinator")), "turn");
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            _ = CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance);
        });
        system.WhenTerminated.Wait();
    }

    private sealed class Singleton : ReceiveActor
    {
        public Singleton() => ReceiveAny(_ => { });

        protected override void PreStart() => Console.WriteLine(Word);
    }
}
