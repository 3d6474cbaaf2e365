using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Sweeper.Actors.Nodes;
using Sweeper.Host.Cluster;
using Sweeper.Host.Runs;
using Sweeper.Host.Serving;
using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Tests.Cluster;

/// <summary>By what address a node says that it is reached: two machines must never say the same.</summary>
[Collection(SweeperCommandLine.Collection)]
public sealed class NodeAddressTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("localhost")]
    [InlineData("0.0.0.0")]
    public async Task Where_the_user_names_a_port_or_all_addresses_it_is_the_one_that_faces_the_run_for_messages_and_for_blobs(string asked)
    {
        var own = OwnAddress();
        using var key = ClusterKey.LoadOrCreate(_folder["cluster.key"]);
        var messages = new TaskCompletionSource<Address>(TaskCreationOptions.RunContinuationsAsynchronously);
        var blobs = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = ActorHost.Build(_ => { }, akka => akka.WithNodes(new(own, 0), own, key, _ => { }, _ => { }));
        await run.Begin(null);
        var system = run.Services.GetRequiredService<ActorSystem>();
        var port = ((ExtendedActorSystem)system).Provider.DefaultAddress.Port!.Value;
        system.ActorOf(Props.Create(() => new Run($"{own}:{port}", messages, blobs)), Reception.Name);
        var listen = new StatusAddress(asked, Ports.Free());
        var node = new NodeSession(new NodeRequest([new(own, port)], listen, "a", _folder["node"], _folder["cluster.key"], [ComputeDevice.Cpu], InProcesses: false, LeaveAfter: null)).Run();
        Assert.Equal("enough", (await Assert.ThrowsAsync<UserException>(() => node.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken))).Message);
        await run.End();
        Assert.Equal($"{own}:{listen.Port}", $"{(await messages.Task).Host}:{(await messages.Task).Port}");
        Assert.StartsWith($"{own}:", await blobs.Task);
    }

    [Fact]
    public void An_address_that_the_user_names_is_taken_as_it_is_and_what_is_not_named_faces_the_run()
    {
        var own = OwnAddress();
        var run = new StatusAddress(own, 7000);
        Assert.Equal((new("gpu-1", 7001), "gpu-1"), LocalEnd.Of(new("gpu-1", 7001), run));
        Assert.Equal((new("127.0.0.1", 7001), "127.0.0.1"), LocalEnd.Of(new("127.0.0.1", 7001), run));
        Assert.Equal((new(own, 0), own), LocalEnd.Of(null, run));
        Assert.Equal((new(own, 7001), own), LocalEnd.Of(new("localhost", 7001), run));
        Assert.Equal((new("::", 7001), own), LocalEnd.Of(new("::", 7001), run));
        // Of a run on this machine, as of a cluster of one.
        Assert.Equal((new("127.0.0.1", 7001), "127.0.0.1"), LocalEnd.Of(new("localhost", 7001), new("127.0.0.1", 7000)));
    }

    private static string OwnAddress()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(face => face.GetIPProperties().UnicastAddresses).Select(each => each.Address)
            .FirstOrDefault(each => each.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(each));
        if (own is null) Assert.Skip("this machine has no address but its loopback");
        return own.ToString();
    }

    /// <summary>A run of another store, which turns a node away as soon as that has said where it gives blobs.</summary>
    private sealed class Run : ReceiveActor
    {
        public Run(string place, TaskCompletionSource<Address> messages, TaskCompletionSource<string> blobs) => Receive<NodeProtocol.Knock>(knock =>
        {
            messages.TrySetResult(Sender.Path.Address);
            if (knock.BlobServer is null)
            {
                Sender.Tell(new NodeProtocol.Welcome([place], "store", Digest.Of([1]), [], MayLeave: false));
                return;
            }
            blobs.TrySetResult(knock.BlobServer);
            Sender.Tell(new NodeProtocol.TurnedAway("enough"));
        });
    }
}
