namespace Sweeper.Actors.Tests.Support;

/// <summary>The configuration of actor systems under test: Sweeper's own, on a clock that only the test turns.</summary>
internal static class Clocked
{
    public const string Hocon = ActorConfig.Hocon +
        """

        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.loglevel = WARNING
        """;
}
