using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sweeper.Actors;
using Sweeper.Actors.Nodes;
using Sweeper.Host.Cluster;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Tests.Cluster;

/// <summary>What a process with the cluster's key can do to another beyond what the messages allow.</summary>
public sealed class RemotingTests : IAsyncLifetime
{
    private static readonly NodeProtocol.Welcome Welcome = new(["head:1"], "store", Digest.Of([1]), ["head:2"], MayLeave: false);

    private readonly TestFolder _folder = new();
    private readonly List<IHost> _hosts = [];
    private ClusterKey _key = null!;
    private ActorSystem _here = null!;
    private ActorSystem _there = null!;

    public async ValueTask InitializeAsync()
    {
        _key = ClusterKey.LoadOrCreate(_folder["cluster.key"]);
        _here = await Start();
        _there = await Start();
        _there.ActorOf(Reception.Props(_there.DeadLetters, Welcome, new PeerBook(Reception.Memory, TimeProvider.System), () => false), Reception.Name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.End();
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nobody_is_found_by_path_but_the_reception()
    {
        var heard = 0;
        _there.ActorOf(Props.Create(() => new Counter(() => Interlocked.Increment(ref heard))), "secret");
        At("secret").Tell(new NodeProtocol.Knock(NodeProtocol.Version), ActorRefs.NoSender);
        await AssertWelcome();
        Assert.Equal(0, Volatile.Read(ref heard));
    }

    [Fact]
    public async Task No_actor_is_started_for_another_process()
    {
        var address = ((ExtendedActorSystem)_there).Provider.DefaultAddress;
        _here.ActorOf(Props.Create<Started>().WithDeploy(new Deploy(new RemoteScope(address))), "guest");
        await AssertWelcome();
        Assert.Equal(0, Started.Count);
    }

    [Fact]
    public async Task A_process_that_dies_in_a_handshake_ends_nobody_else()
    {
        using var dying = new TcpListener(IPAddress.Loopback, 0);
        dying.Start();
        _here.ActorSelection(Remoting.ReceptionAt($"127.0.0.1:{((IPEndPoint)dying.LocalEndpoint).Port}")).Tell(new NodeProtocol.Knock(NodeProtocol.Version), ActorRefs.NoSender);
        using (var connection = await dying.AcceptTcpClientAsync(TestContext.Current.CancellationToken)) await Task.Delay(200, TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.False(_here.WhenTerminated.IsCompleted);
        await AssertWelcome();
    }

    private async Task AssertWelcome() => Assert.Equal(Welcome.StoreMark,
        (await At(Reception.Name).Ask<NodeProtocol.Welcome>(new NodeProtocol.Knock(NodeProtocol.Version), TimeSpan.FromSeconds(30))).StoreMark);

    private ActorSelection At(string name) => _here.ActorSelection(new RootActorPath(((ExtendedActorSystem)_there).Provider.DefaultAddress) / "user" / name);

    private async Task<ActorSystem> Start()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddAkka("sweeper", akka => akka
            .AddHocon("akka { loglevel = OFF, stdout-loglevel = OFF }", HoconAddMode.Prepend)
            .AddHocon(ActorConfig.Hocon, HoconAddMode.Append)
            .WithNodes(new StatusAddress("127.0.0.1", 0), "127.0.0.1", _key, _ => { }, _ => { }));
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return host.Services.GetRequiredService<ActorSystem>();
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter(Action heard) => ReceiveAny(_ => heard());
    }

    private sealed class Started : ReceiveActor
    {
        private static int _count;

        public Started() => Interlocked.Increment(ref _count);

        public static int Count => Volatile.Read(ref _count);
    }
}
