using Sweeper.Host.Serving;

namespace Sweeper.Host.Cluster;

/// <summary>Where a run listens for nodes.</summary>
/// <param name="Address">The address, as the user gave it.</param>
/// <param name="Key">Who may come.</param>
/// <param name="KeyFile">Where that is, for people.</param>
internal sealed record Listening(StatusAddress Address, ClusterKey Key, string KeyFile)
{
    /// <summary>By what host nodes reach it.</summary>
    public string Host => HostOf(Address);

    /// <summary>Where nodes find it, <c>host:port</c>.</summary>
    public string Place => PlaceOf(Address);

    /// <summary>Where nodes find a run that listens at an address, <c>host:port</c>.</summary>
    public static string PlaceOf(StatusAddress address) => HostOf(address) is var host && host.Contains(':') ? $"[{host}]:{address.Port}" : $"{host}:{address.Port}";

    private static string HostOf(StatusAddress address) => address.IsEverywhere ? Environment.MachineName : address.Host;
}
