using System.Net;
using System.Net.Sockets;
using Sweeper.Host.Serving;

namespace Sweeper.Host.Cluster;

/// <summary>By which of its addresses this machine is seen from another.</summary>
internal static class LocalEnd
{
    /// <summary>Where a node listens, and by what host others reach it.</summary>
    /// <param name="asked">What the user said; null is nothing. Without a host it is the address that faces the run: localhost, or "all", is a host that every machine has, and no
    /// other would find this one by it.</param>
    /// <param name="run">Where the run is.</param>
    /// <exception cref="UserException">There is no way to the run.</exception>
    public static (StatusAddress Listen, string ReachedBy) Of(StatusAddress? asked, StatusAddress run)
    {
        if (asked is { IsEverywhere: false, Host: not StatusAddress.ThisMachine }) return (asked, asked.Host);
        var facing = Towards(run);
        return (asked is { IsEverywhere: true } ? asked : new(facing, asked?.Port ?? 0), facing);
    }

    /// <summary>The address from which packets to another machine leave; it has not to be there.</summary>
    /// <exception cref="UserException">There is no such host, or no way to it.</exception>
    public static string Towards(StatusAddress other)
    {
        try
        {
            var address = Dns.GetHostAddresses(other.Host).OrderBy(each => each.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First();
            // Connecting a datagram socket sends nothing: it only asks the kernel for the way.
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(address, other.Port);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException failure)
        {
            throw new UserException($"there is no way to {other.Host}: {failure.Message}; `--listen HOST:PORT` says by which address this machine is reached");
        }
    }
}
