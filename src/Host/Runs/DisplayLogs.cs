using Microsoft.Extensions.Logging;
using Sweeper.Host.Cluster;

namespace Sweeper.Host.Runs;

/// <summary>Says warnings and errors of the actor system beside the progress, so that the two do not tear each other.</summary>
/// <param name="say">Tells the user.</param>
/// <param name="strangers">Who was refused for its key.</param>
internal sealed class DisplayLogs(Action<string> say, RefusedPeers strangers) : ILoggerProvider, ILogger
{
    private readonly RefusedMessages _refused = new(say);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var line = formatter(state, exception);
        if (Remoting.ShowedNothing(line) is { } peer)
        {
            strangers.Add(peer);
            return;
        }
        if (Remoting.IsOfConnections(line))
        {
            if (Remoting.IsOfTooLongAMessage(line)) _refused.Add("something longer than any message; its connection was closed");
            return;
        }
        say($"{logLevel.ToString().ToLowerInvariant()}: {line}{(exception is null ? "" : $" ({exception.Message})")}");
    }

    public void Dispose()
    {
    }
}
