using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Sweeper.Host.Serving;
using Sweeper.Host.Watching;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Serving;

public class StatusPortTests
{
    [Fact]
    public async Task A_run_is_watched_and_controlled_through_its_port()
    {
        using var port = StatusPort.Open(new(StatusAddress.ThisMachine, 0));
        await using var run = await ServedRun.Start(port: port);
        Assert.False(port.IsOpenToOthers);
        using RemoteSource reader = new(new PortConnection(port.Address, null)), owner = new(new PortConnection(port.Address, run.Token));
        Assert.Equal(1, (await reader.Next(0, default)).Number);
        Assert.Contains("control needs the run's token", (await Assert.ThrowsAsync<RunUnreachableException>(() => reader.Control(ControlAction.Cancel, default))).Message);
        Assert.Empty(run.Control.Done);
        Assert.Equal("told to Cancel", await owner.Control(ControlAction.Cancel, default));
        using var stale = new RemoteSource(new PortConnection(port.Address, new string('0', 64)));
        Assert.Contains("each run makes a new one", (await Assert.ThrowsAsync<RunUnreachableException>(() => stale.Control(ControlAction.Cancel, default))).Message);
    }

    [Fact]
    public async Task From_another_machine_nothing_is_read_without_the_token()
    {
        // An address of this machine that is no loopback: the kernel gives it as the caller's too.
        var address = NetworkInterface.GetAllNetworkInterfaces().SelectMany(face => face.GetIPProperties().UnicastAddresses).Select(own => own.Address)
            .FirstOrDefault(own => own.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(own));
        if (address is null) Assert.Skip("this machine has no address but its loopback");
        using var port = StatusPort.Open(new(address.ToString(), 0));
        await using var run = await ServedRun.Start(port: port);
        Assert.True(port.IsOpenToOthers);
        using var client = new HttpClient { BaseAddress = port.Page };
        foreach (var path in (string[])["status", "events", "heatmap", $"stages/{new string('0', 64)}", "metrics", "health"])
        {
            using var refused = await client.GetAsync(path);
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (refused.StatusCode, refused.Headers.WwwAuthenticate.Single().Scheme));
            Assert.Contains("reading from another machine needs the run's token", await refused.Content.ReadAsStringAsync());
        }
        // The page asks for the token.
        Assert.Equal(StatusPage.Html, await client.GetStringAsync(""));
        using var owner = new RemoteSource(new PortConnection(port.Address, run.Token));
        Assert.Equal(1, (await owner.Next(0, default)).Number);
    }

    [Theory]
    [InlineData("Host: evil.example", 421)]
    [InlineData("Host: localhost.evil.example", 421)]
    [InlineData("Host: 127.0.0.1.evil.example", 421)]
    [InlineData("Host: 127.0.0.1", 200)]
    [InlineData("Host: LOCALHOST", 200)]
    [InlineData("Origin: http://evil.example", 403)]
    [InlineData("Origin: http://localhost", 403)]
    [InlineData("Origin: null", 403)]
    public async Task Pages_of_other_sites_are_refused(string header, int code)
    {
        using var port = StatusPort.Open(new(StatusAddress.ThisMachine, 0));
        await using var run = await ServedRun.Start(port: port);
        using var client = new HttpClient { BaseAddress = port.Page };
        foreach (var path in (string[])["", "status"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            Assert.True(request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]));
            using var response = await client.SendAsync(request);
            Assert.Equal(code, (int)response.StatusCode);
            Assert.DoesNotContain("Access-Control", response.Headers.ToString());
        }
    }

    [Fact]
    public async Task The_pages_own_requests_are_answered()
    {
        using var port = StatusPort.Open(new(StatusAddress.ThisMachine, 0));
        await using var run = await ServedRun.Start(port: port);
        using var client = new HttpClient { BaseAddress = port.Page };
        using var request = new HttpRequestMessage(HttpMethod.Post, "control/pause") { Headers = { { "Origin", port.Page.ToString().TrimEnd('/') }, { "Authorization", $"Bearer {run.Token}" } } };
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("192.0.2.1", "this machine does not have that address; 0.0.0.0 is all that it has")]
    [InlineData("no-such-host.invalid", "there is no host of that name")]
    public void What_cannot_be_listened_on_is_said_with_a_remedy(string host, string why) =>
        Assert.Equal($"--status {host}:8080: {why}", Assert.Throws<UserException>(() => StatusPort.Open(new(host, 8080))).Message);

    [Fact]
    public void A_port_in_use_is_known_before_anything_is_done()
    {
        using var first = StatusPort.Open(new(StatusAddress.ThisMachine, 0));
        Assert.Contains("the port is in use; name another, or 0", Assert.Throws<UserException>(() => StatusPort.Open(first.Address)).Message);
    }

    [Fact]
    public void Everywhere_is_called_by_the_machines_name()
    {
        using var port = StatusPort.Open(new("0.0.0.0", 0));
        Assert.Equal((Environment.MachineName.ToLowerInvariant(), port.Address.Port), (port.Page.Host, port.Page.Port));
        Assert.True(port.IsOpenToOthers);
    }

    [Fact]
    public async Task Some_other_server_behind_a_port_is_said_to_be_no_run_and_not_asked_for_ever()
    {
        using var server = new ScriptedServer(async (_, stream) =>
            await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<p>Not here</p>"u8.ToArray()));
        using var source = new RemoteSource(new PortConnection(new(StatusAddress.ThisMachine, server.Address.Port), null));
        Assert.Contains("it is no run", (await Assert.ThrowsAsync<RunUnreachableException>(() => source.Next(0, default))).Message);
        Assert.Contains("it is no run", (await Assert.ThrowsAsync<RunUnreachableException>(() => source.Control(new(ControlAction.Pause), default))).Message);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Where_no_run_listens_it_is_said_what_may_be_wrong()
    {
        StatusAddress address;
        using (var port = StatusPort.Open(new(StatusAddress.ThisMachine, 0))) address = port.Address;
        using var source = new RemoteSource(new PortConnection(address, null));
        var failure = await Assert.ThrowsAsync<RunUnreachableException>(() => source.Next(0, default));
        Assert.StartsWith($"no run answers at localhost:{address.Port}: ", failure.Message);
        Assert.EndsWith("was it started without `--status`?", failure.Message);
        Assert.False(failure.IsRunning);
    }
}
