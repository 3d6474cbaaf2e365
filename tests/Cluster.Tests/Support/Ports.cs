using System.Net;
using System.Net.Sockets;

namespace Sweeper.Cluster.Tests.Support;

/// <summary>Ports of this machine that are free.</summary>
internal static class Ports
{
    /// <summary>So many, each another.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
