using Akka.Hosting;
using Akka.Remote.Hosting;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Wire;
using Sweeper.Host.Serving;

namespace Sweeper.Host.Cluster;

/// <summary>How actor systems of several processes speak: the closed set of messages, over mutual TLS with one key.</summary>
internal static class Remoting
{
    // A message and its envelope.
    private const int Frame = WireSerializer.MostBytes + (64 << 10);

    // DotNettyTransport's words.
    private const string NoCertificate = "client did not provide a certificate from ";

    // A process that has started again at the same address is found within a second. And Akka starts no actor for a peer, and finds none by its path but the
    // reception: without this, whoever has the key could start any actor of any library that is loaded (RemotingTests).
    private const string Manners = $$"""
        akka.remote {
          retry-gate-closed-for = 1s
          untrusted-mode = on
          trusted-selection-paths = ["/user/{{Reception.Name}}"]
        }
        """;

    /// <summary>Whether a line of the actor system's log is about a connection that was made or lost: doors and receptions say that in their own words.</summary>
    public static bool IsOfConnections(string line) => ((string[])["/endpointManager/", "[remoting (akka", "TcpServerHandler", "TcpClientHandler"]).Any(line.Contains);

    /// <summary>Whether such a line is about more bytes at once than a message may have: the connection is closed, and the line is DotNetty's.</summary>
    public static bool IsOfTooLongAMessage(string line) => line.Contains("frame length exceeds", StringComparison.Ordinal);

    /// <summary>The address of a peer that showed no certificate, where such a line is about one, else null: Akka says that itself, at each try, and asks nobody.</summary>
    public static string? ShowedNothing(string line) => line.IndexOf(NoCertificate, StringComparison.Ordinal) is var at and >= 0
        ? line[(at + NoCertificate.Length)..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("somebody")
        : null;

    /// <summary>Lets an actor system be spoken to.</summary>
    /// <param name="akka">The system's configuration.</param>
    /// <param name="listen">The addresses of this machine that it listens on, and the port; 0 is any free one.</param>
    /// <param name="reachedBy">By what host others reach it.</param>
    /// <param name="key">Whom it speaks to.</param>
    /// <param name="say">Told of what comes and is no message, each kind once.</param>
    /// <param name="refused">Called with the address of each that shows another certificate; it is not spoken to, nor is one that shows none, which is a line of the log.</param>
    public static AkkaConfigurationBuilder WithNodes(this AkkaConfigurationBuilder akka, StatusAddress listen, string reachedBy, ClusterKey key, Action<string> say, Action<string> refused) => akka
        .AddHocon(Manners, HoconAddMode.Prepend)
        .WithRemoting(new RemoteOptions
        {
            HostName = listen.Host,
            PublicHostName = reachedBy,
            Port = listen.Port,
            MaxFrameSize = Frame,
            SendBufferSize = 2 * Frame,
            ReceiveBufferSize = 2 * Frame,
            EnableSsl = true,
            Ssl = new SslOptions
            {
                X509Certificate = key.Certificate,
                RequireMutualAuthentication = true,
                CustomValidator = (shown, _, peer, _, _) =>
                {
                    if (key.IsOurs(shown)) return true;
                    refused(peer);
                    return false;
                },
            },
        })
        .WithCustomSerializer("sweeper", [typeof(IWireMessage)], system => new WireSerializer(system, new RefusedMessages(say).Add))
        .WithStrictSerialization();

    /// <summary>The reception at an address.</summary>
    public static string ReceptionAt(string address) => $"akka.ssl.tcp://sweeper@{address}/user/{Reception.Name}";
}
