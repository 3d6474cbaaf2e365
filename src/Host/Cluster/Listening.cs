using Sweeper.Host.Serving;

namespace Sweeper.Host.Cluster;

/// <summary>Where a run listens for nodes.</summary>
/// <param name="Address">The address, as the user gave it.</param>
/// <param name="Key">Who may come.</param>
/// <param name="KeyFile">Where that is, for people.</param>
internal sealed record Listening(StatusAddress Address, ClusterKey Key, string KeyFile)
{
    /// <summary>By what host nodes reach it.</summary>
    public string Host => Address.Host is "0.0.0.0" or "::" ? Environment.MachineName : Address.Host;

    /// <summary>Where nodes find it, <c>host:port</c>.</summary>
    public string Place => $"{Host}:{Address.Port}";
}
