using System.Net;
using System.Net.Sockets;

namespace Sweeper.Bench;

/// <summary>Ports of this machine that nobody has.</summary>
internal static class FreePort
{
    /// <summary>One.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
