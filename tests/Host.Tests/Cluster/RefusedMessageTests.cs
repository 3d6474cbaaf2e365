using System.Collections.Concurrent;
using System.Text;
using Akka.Actor;
using Akka.Hosting;
using Akka.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Wire;
using Sweeper.Host.Cluster;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Tests.Cluster;

/// <summary>A process with the cluster's key that sends what is no message: refused, said once, and nobody else notices.</summary>
public sealed class RefusedMessageTests : IAsyncLifetime
{
    private static readonly NodeProtocol.Welcome Welcome = new(["head:1"], "store", Digest.Of([1]), [], MayLeave: false);

    private readonly TestFolder _folder = new();
    private readonly List<IHost> _hosts = [];
    private readonly ConcurrentQueue<string> _said = new();
    private ClusterKey _key = null!;
    private ActorSystem _run = null!;
    private ActorSystem _rogue = null!;
    private ActorSystem _node = null!;

    public async ValueTask InitializeAsync()
    {
        _key = ClusterKey.LoadOrCreate(_folder["cluster.key"]);
        _run = await Start(_said.Enqueue, _ => { });
        _run.ActorOf(Reception.Props(_run.DeadLetters, Welcome, new PeerBook(TimeSpan.FromMinutes(1), TimeProvider.System), () => false), Reception.Name);
        _rogue = await Start(_ => { }, akka => akka.AddHocon("akka.remote.dot-netty.tcp.maximum-frame-size = 8000000b", HoconAddMode.Prepend)
            .WithCustomSerializer("rogue", [typeof(Raw)], system => new RawSerializer(system)));
        _node = await Start(_ => { }, _ => { });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.End();
        _key.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("unknown/1", "{}", "unknown/1")]
    [InlineData("knock/1", "{\"version\":\"2\",\"extra\":1}", "knock/1")]
    [InlineData("knock/1", "nonsense", "knock/1")]
    public async Task What_is_no_message_is_refused_and_said_once(string manifest, string json, string said)
    {
        await Ask(_node);
        for (var i = 0; i < 5; i++) Send(new Raw(manifest, Encoding.UTF8.GetBytes(json)));
        await AssertSaid(said);
    }

    [Theory]
    [InlineData(WireSerializer.MostBytes + 1)]
    [InlineData(3_000_000)]
    public async Task What_is_too_long_is_refused_and_said_once(int bytes)
    {
        await Ask(_node);
        for (var i = 0; i < 3; i++) Send(new Raw("knock/1", new byte[bytes]));
        await AssertSaid("longer");
    }

    private async Task AssertSaid(string what)
    {
        var patience = DateTime.UtcNow.AddSeconds(20);
        while (_said.IsEmpty && DateTime.UtcNow < patience) await Task.Delay(50, TestContext.Current.CancellationToken);
        // Others go on, and so does that process once it speaks properly.
        await Ask(_node);
        await Ask(_rogue);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Contains(what, Assert.Single(_said));
    }

    private ActorSelection Way(ActorSystem from) => from.ActorSelection(new RootActorPath(((ExtendedActorSystem)_run).Provider.DefaultAddress) / "user" / Reception.Name);

    private void Send(Raw raw) => Way(_rogue).Tell(raw, ActorRefs.NoSender);

    private async Task Ask(ActorSystem from)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await Way(from).Ask<NodeProtocol.Welcome>(new NodeProtocol.Knock(NodeProtocol.Version), TimeSpan.FromSeconds(5));
                return;
            }
            catch (AskTimeoutException) when (tries < 5)
            {
                // Its connection was closed, and is made anew.
            }
        }
    }

    private async Task<ActorSystem> Start(Action<string> say, Action<AkkaConfigurationBuilder> more)
    {
        var host = ActorHost.Build(say, akka =>
        {
            akka.WithNodes(new StatusAddress("127.0.0.1", 0), "127.0.0.1", _key, say, _ => { });
            more(akka);
        });
        _hosts.Add(host);
        await host.StartAsync();
        return host.Services.GetRequiredService<ActorSystem>();
    }

    /// <summary>Bytes under a name, as another program might send them.</summary>
    private sealed record Raw(string Manifest, byte[] Bytes);

    private sealed class RawSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 77;

        public override string Manifest(object o) => ((Raw)o).Manifest;

        public override byte[] ToBinary(object obj) => ((Raw)obj).Bytes;

        public override object FromBinary(byte[] bytes, string manifest) => new WireSerializer(system).FromBinary(bytes, manifest);
    }
}
