using System.Net;
using System.Net.Sockets;

namespace Sweeper.Tests.Support;

/// <summary>Ports of this machine.</summary>
internal static class Ports
{
    // Below those that Linux gives to outgoing connections: one of these would take it before whoever is to listen there does, now and then.
    private const int First = 20000;
    private const int PastLast = 32768;

    /// <summary>One that nobody has at this moment.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, PastLast);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another, then.
            }
        }
    }
}
