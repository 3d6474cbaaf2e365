using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Sweeper.Host.Serving;

/// <summary>A network port that a user asked for (<c>run --status</c>, a cluster's processes), taken before anything else is done: one that is in use is known at once.</summary>
internal sealed class StatusPort : IDisposable
{
    private readonly Dictionary<EndPoint, Socket> _sockets;

    private StatusPort(StatusAddress address, Dictionary<EndPoint, Socket> sockets) => (Address, _sockets) = (address, sockets);

    /// <summary>Where it listens, as the user named it, with the port that it has.</summary>
    public StatusAddress Address { get; }

    /// <summary>Its ends.</summary>
    public IEnumerable<IPEndPoint> Ends => _sockets.Keys.Cast<IPEndPoint>();

    /// <summary>The page's address; where it listens everywhere, by this machine's name.</summary>
    public Uri Page => (Address.IsEverywhere ? Address with { Host = Environment.MachineName } : Address).Url;

    /// <summary>Whether other machines may reach it.</summary>
    public bool IsOpenToOthers => Ends.Any(end => !IPAddress.IsLoopback(end.Address));

    /// <summary>What requests may call it in their Host header, beside addresses.</summary>
    public ImmutableArray<string> Names => [Address.Host, StatusAddress.ThisMachine, Environment.MachineName.ToLowerInvariant()];

    /// <summary>Takes the port.</summary>
    /// <param name="address">Where.</param>
    /// <param name="option">The option that named it, for the message.</param>
    /// <exception cref="UserException">It is in use, not allowed, or the host is not one of this machine.</exception>
    public static StatusPort Open(StatusAddress address, string option = "--status")
    {
        var sockets = new Dictionary<EndPoint, Socket>();
        try
        {
            var port = address.Port;
            foreach (var ip in Addresses(address.Host))
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(ip, port));
                sockets.Add(socket.LocalEndPoint!, socket);
                // Only one that listens keeps others out: .NET binds with SO_REUSEADDR. Who asks before the run begins, waits.
                socket.Listen();
                // A name with several addresses has one port on all of them.
                port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            }
            return new(address with { Port = port }, sockets);
        }
        catch (SocketException failure)
        {
            foreach (var socket in sockets.Values) socket.Dispose();
            throw new UserException($"{option} {address.Url.Authority}: {Why(failure)}");
        }
    }

    /// <summary>Sees whether an actor system will be able to listen somewhere; it takes the port by itself.</summary>
    /// <param name="address">Where; of a name its first address counts, as for the actor system.</param>
    /// <exception cref="UserException">It is in use, not allowed, or the host is not one of this machine.</exception>
    public static void Try(StatusAddress address)
    {
        try
        {
            var ip = Addresses(address.Host).OrderBy(each => each.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First();
            SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(ip, address.Port)).Dispose();
        }
        catch (SocketException failure)
        {
            throw new UserException($"cannot listen at {address.Url.Authority}: {Why(failure, mayBeAny: false)} (--listen; `listen` in a cluster file)");
        }
    }

    /// <summary>The socket of an end, for whoever listens there; it then belongs to that.</summary>
    public Socket Take(EndPoint end) => _sockets[end];

    public void Dispose()
    {
        foreach (var socket in _sockets.Values) socket.Dispose();
    }

    private static IPAddress[] Addresses(string host) =>
        host == StatusAddress.ThisMachine ? [IPAddress.Loopback] : IPAddress.TryParse(host, out var ip) ? [ip] : Dns.GetHostAddresses(host);

    private static string Why(SocketException failure, bool mayBeAny = true) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"the port is in use; name another{(mayBeAny ? ", or 0 for any that is free" : "")}",
        SocketError.AccessDenied => "ports below 1024 need rights that you do not have; name a higher one",
        SocketError.AddressNotAvailable => "this machine does not have that address; 0.0.0.0 is all that it has",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "there is no host of that name",
        _ => failure.Message,
    };
}
