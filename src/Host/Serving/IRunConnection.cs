using System.Net;

namespace Sweeper.Host.Serving;

/// <summary>How a run in another process is reached.</summary>
internal interface IRunConnection
{
    /// <summary>What requests are sent to, by name.</summary>
    Uri Address { get; }

    /// <summary>The run's token; null where it is not known.</summary>
    /// <exception cref="UserException">Where it should be, it cannot be read.</exception>
    string? Token { get; }

    /// <summary>Connects. A connection is made anew for each run, so one that was started again is found.</summary>
    /// <exception cref="RunUnreachableException">There is nothing to connect to, for the reason in the message.</exception>
    Task<Stream> Connect(DnsEndPoint end, CancellationToken cancel);

    /// <summary>What to say of a run that had answered and broke off.</summary>
    RunUnreachableException Broken(Exception failure);
}
