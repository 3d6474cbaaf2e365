using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sweeper.Actors;
using Sweeper.Host.Cluster;
using Sweeper.Host.Serving;

namespace Sweeper.Host.Runs;

/// <summary>A host with an actor system: of a run, of a node.</summary>
internal static class ActorHost
{
    /// <summary>Builds one that has not started; <see cref="End"/> ends it.</summary>
    /// <param name="say">Told of warnings and errors.</param>
    /// <param name="configure">Adds what the system has and does.</param>
    /// <param name="strangers">Who was refused for its key, where others notice some of them; null is for the log alone.</param>
    public static IHost Build(Action<string> say, Action<AkkaConfigurationBuilder> configure, RefusedPeers? strangers = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new DisplayLogs(say, strangers ?? new RefusedPeers(say)));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddAkka("sweeper", akka =>
        {
            akka.AddHocon(ActorConfig.Hocon, HoconAddMode.Prepend).ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
                loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
            });
            configure(akka);
        });
        return builder.Build();
    }

    /// <summary>Starts a host and its actor system; where that fails, the host is only to be disposed of.</summary>
    /// <param name="host">The host.</param>
    /// <param name="listen">Where it listens; null is nowhere.</param>
    /// <exception cref="UserException">It cannot listen there: the port is in use, say.</exception>
    public static async Task Begin(this IHost host, StatusAddress? listen)
    {
        // Tried before: an actor system that cannot listen writes its stack into standard output.
        if (listen is not null) StatusPort.Try(listen);
        await host.StartAsync();
    }

    /// <summary>Ends a host and its actor system.</summary>
    public static async Task End(this IHost host)
    {
        await host.StopAsync();
        await host.Services.GetRequiredService<ActorSystem>().Terminate();
        host.Dispose();
    }
}
