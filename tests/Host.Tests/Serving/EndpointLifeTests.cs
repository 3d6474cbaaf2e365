using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Sweeper.Host.Serving;

namespace Sweeper.Host.Tests.Serving;

public class EndpointLifeTests
{
    [Fact]
    public async Task What_a_killed_run_has_left_is_replaced()
    {
        await using var run = await ServedRun.Start();
        await run.Endpoint.DisposeAsync();
        var path = Path.Combine(run.Store, "run.sock");
        // A socket that nobody listens at any more; closing one removes its name, killing does not.
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, path + ".kept");
        }
        File.Move(path + ".kept", path);
        File.WriteAllText(Path.Combine(run.Store, "run.token"), "old");
        using var watcher = new RemoteSource(new StoreConnection(run.Store));
        Assert.False((await Assert.ThrowsAsync<RunUnreachableException>(() => watcher.Next(0, default))).IsRunning);
        await run.StartAgain();
        Assert.Equal(1, (await watcher.Next(0, default)).Number);
        Assert.Equal(64, run.Token.Length);
    }

    [Fact]
    public async Task A_store_whose_path_is_too_long_for_a_socket_has_it_elsewhere()
    {
        await using var run = await ServedRun.Start(new string('x', 120));
        var socket = run.Endpoint.Socket;
        Assert.InRange(Encoding.UTF8.GetByteCount(socket), 1, RunFiles.LongestPath);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(socket)!));
        using var watcher = new RemoteSource(new StoreConnection(run.Store));
        Assert.Equal(1, (await watcher.Next(0, default)).Number);
        await run.Endpoint.DisposeAsync();
        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)));
        Assert.Empty(Directory.GetFiles(run.Store, "run.*"));
    }

    [Fact]
    public async Task A_note_of_where_the_socket_is_makes_no_foreign_file_go()
    {
        await using var run = await ServedRun.Start();
        await run.Endpoint.DisposeAsync();
        var other = Path.Combine(run.Store, "results.db");
        File.WriteAllText(Path.Combine(run.Store, "run.place"), other);
        await run.StartAgain();
        Assert.True(File.Exists(other));
        Assert.Equal(200, (await run.Send("GET", "/status")).Code);
    }

    [Fact]
    public async Task A_run_whose_endpoint_cannot_start_says_so_and_goes_on()
    {
        await using var run = await ServedRun.Start();
        var said = new List<string>();
        Assert.Null(await RunEndpoint.TryStart(Path.Combine(run.Store, "missing"), run.Source, null, said.Add));
        Assert.StartsWith("this run cannot be watched from elsewhere: its status endpoint has not started: ", Assert.Single(said));
    }

    [Fact]
    public async Task Readers_that_are_attached_do_not_hold_up_the_end()
    {
        await using var run = await ServedRun.Start();
        await using var events = await run.Client.GetStreamAsync("/events");
        // One that reads nothing, and one that waits for the next snapshot.
        await using var stalled = await run.Client.GetStreamAsync("/events");
        using var watcher = new RemoteSource(new StoreConnection(run.Store));
        var waiting = watcher.Next(1, default);
        await Task.Delay(300);
        var clock = Stopwatch.StartNew();
        await run.Endpoint.DisposeAsync();
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        await Assert.ThrowsAsync<RunUnreachableException>(() => waiting);
    }
}
