using System.Diagnostics;
using System.Net.Sockets;
using Sweeper.Host.Serving;
using Sweeper.Host.Watching;

namespace Sweeper.Host.Tests.Serving;

public class EndpointSafetyTests
{
    [Fact]
    public async Task Control_needs_the_token_of_this_run()
    {
        await using var run = await ServedRun.Start();
        Assert.Equal(401, (await run.Send("POST", "/control/cancel")).Code);
        Assert.Equal(401, (await run.Send("POST", $"/control/cancel?token={run.Token}")).Code);
        Assert.Equal(401, (await run.Send("POST", "/control/cancel", $"Authorization: Bearer {new string('0', 64)}")).Code);
        Assert.Equal(401, (await run.Send("POST", "/control/cancel", $"Authorization: Basic {run.Token}")).Code);
        Assert.Empty(run.Control.Done);
        var accepted = await run.Send("POST", "/control/cancel", $"Authorization: Bearer {run.Token}");
        Assert.Equal((200, "told to Cancel\n"), (accepted.Code, accepted.Text));
        using var watcher = new RemoteSource(new StoreConnection(run.Store));
        Assert.Equal("told to Pause", await watcher.Control(ControlAction.Pause, default));
        Assert.Equal([ControlAction.Cancel, ControlAction.Pause], run.Control.Done);
        Assert.Equal("not this one", (await Assert.ThrowsAsync<RunUnreachableException>(() => watcher.Control(ControlAction.Retry, default))).Message);
        var before = run.Token;
        await run.StartAgain();
        Assert.NotEqual(before, run.Token);
        Assert.Equal(401, (await run.Send("POST", "/control/cancel", $"Authorization: Bearer {before}")).Code);
    }

    [Theory]
    [InlineData("Origin: http://evil.example", 403)]
    [InlineData("Origin: null", 403)]
    [InlineData("Origin: http://localhost:8080", 403)]
    [InlineData("Origin: http://localhost", 200)]
    [InlineData("Host: evil.example", 421)]
    [InlineData("Host: localhost.evil.example", 421)]
    [InlineData("Host: localhost:8080", 200)]
    public async Task Pages_of_other_sites_are_refused(string header, int code)
    {
        await using var run = await ServedRun.Start();
        foreach (var path in (string[])["/status", "/metrics"]) Assert.Equal(code, (await run.Send("GET", path, header)).Code);
        var control = await run.Send("POST", "/control/cancel", header, $"Authorization: Bearer {run.Token}");
        Assert.Equal(code, control.Code);
        Assert.Equal(code == 200, run.Control.Done.Count == 1);
        Assert.DoesNotContain("Access-Control", control.Headers);
    }

    [Fact]
    public async Task Headers_and_bodies_are_bounded()
    {
        await using var run = await ServedRun.Start();
        using var body = new ByteArrayContent(new byte[2000]);
        await Refused(431, () => run.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/status") { Headers = { { "Padding", new string('x', 10_000) } } }));
        await Refused(414, () => run.Client.GetAsync($"/heatmap?model={new string('x', 5000)}"));
        await Refused(413, () => run.Client.PostAsync("/control/cancel", body));
        using var watcher = new RemoteSource(new StoreConnection(run.Store));
        Assert.Equal(1, (await watcher.Next(0, default)).Number);
        Assert.Empty(run.Control.Done);

        // Who is still writing when the server hangs up may not get to read why.
        static async Task Refused(int code, Func<Task<HttpResponseMessage>> send)
        {
            try
            {
                using var response = await send();
                Assert.Equal(code, (int)response.StatusCode);
            }
            catch (HttpRequestException)
            {
                // Refused all the same.
            }
        }
    }

    [Fact]
    public async Task Socket_and_token_are_for_their_user_only_and_go_with_the_run()
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var run = await ServedRun.Start();
        var (socket, token) = (Path.Combine(run.Store, "run.sock"), Path.Combine(run.Store, "run.token"));
        Assert.Equal(socket, run.Endpoint.Socket);
        Assert.Equal((ownerOnly, ownerOnly), (File.GetUnixFileMode(socket), File.GetUnixFileMode(token)));
        Assert.Equal(64, run.Token.Length);
        await run.Endpoint.DisposeAsync();
        Assert.Empty(Directory.GetFiles(run.Store, "run.*"));
    }

    [Fact]
    public async Task Another_user_cannot_connect()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become another user");
        await using var run = await ServedRun.Start();
        // The folders are open to all: what is refused is refused by the socket.
        for (var folder = new DirectoryInfo(run.Store); folder.FullName.Contains("sweeper-test-", StringComparison.Ordinal); folder = folder.Parent!) folder.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Assert.Equal(0, Curl());
        // curl's "could not connect".
        Assert.Equal(7, Curl("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

        int Curl(params string[] before)
        {
            string[] line = [.. before, "curl", "--silent", "--output", "/dev/null", "--unix-socket", run.Endpoint.Socket, "http://localhost/status"];
            try
            {
                using var process = Process.Start(line[0], line[1..]);
                process.WaitForExit();
                return process.ExitCode;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip($"{line[0]} is not installed");
                return -1;
            }
        }
    }

    [Fact]
    public async Task No_network_port_is_opened_whatever_the_environment_says()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        foreach (var name in (string[])["ASPNETCORE_URLS", "URLS", "DOTNET_URLS"]) Environment.SetEnvironmentVariable(name, $"http://127.0.0.1:{port}");
        try
        {
            await using var run = await ServedRun.Start();
            using var client = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", port));
            Assert.Equal(200, (await run.Send("GET", "/status")).Code);
        }
        finally
        {
            foreach (var name in (string[])["ASPNETCORE_URLS", "URLS", "DOTNET_URLS"]) Environment.SetEnvironmentVariable(name, null);
        }
    }
}
