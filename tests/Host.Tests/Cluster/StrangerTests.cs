using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sweeper.Host.Cluster;
using Sweeper.Host.Runs;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Cluster;

/// <summary>Who reaches the port for messages and has not got the key: said of each machine once, whatever it shows and however often.</summary>
public sealed class StrangerTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly ConcurrentQueue<string> _said = new();
    private ClusterKey _key = null!;
    private ClusterKey _foreign = null!;
    private IHost _run = null!;

    private int Port => ((ExtendedActorSystem)_run.Services.GetRequiredService<ActorSystem>()).Provider.DefaultAddress.Port!.Value;

    public async ValueTask InitializeAsync()
    {
        _key = ClusterKey.LoadOrCreate(_folder["cluster.key"]);
        _foreign = ClusterKey.LoadOrCreate(_folder["foreign.key"]);
        // As SweepHost does it.
        var strangers = new RefusedPeers(_said.Enqueue);
        _run = ActorHost.Build(_said.Enqueue, akka => akka.WithNodes(new("127.0.0.1", 0), "127.0.0.1", _key, _said.Enqueue, strangers.Add), strangers);
        await _run.Begin(null);
    }

    public async ValueTask DisposeAsync()
    {
        await _run.End();
        _key.Dispose();
        _foreign.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_tries_again_and_again_is_said_once(bool showsNothingFirst)
    {
        for (var i = 0; i < 4; i++) await Knock(showsNothingFirst ? null : _foreign.Certificate);
        for (var i = 0; i < 4; i++) await Knock(showsNothingFirst ? _foreign.Certificate : null);
        var patience = DateTime.UtcNow.AddSeconds(20);
        while (_said.IsEmpty && DateTime.UtcNow < patience) await Task.Delay(50, TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal("refused 127.0.0.1: it shows another cluster key, or none", Assert.Single(_said));
    }

    // Until the other end has closed the connection.
    private async Task Knock(X509Certificate2? shown)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, TestContext.Current.CancellationToken);
        await using var secure = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "sweeper", ClientCertificates = shown is null ? [] : [shown] }, TestContext.Current.CancellationToken);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            Assert.Equal(0, await secure.ReadAsync(new byte[1], patience.Token));
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // As it should be.
        }
    }
}
