using System.Net.Sockets;
using System.Text;

namespace Sweeper.Host.Tests.Serving;

/// <summary>What it counts is the whole process's: it runs alone.</summary>
[CollectionDefinition(nameof(EndpointLeakTests), DisableParallelization = true), Collection(nameof(EndpointLeakTests))]
public class EndpointLeakTests
{
    [Fact]
    public async Task A_thousand_readers_that_come_and_go_leave_nothing_behind()
    {
        await using var run = await ServedRun.Start();
        // The client of the last line, and whatever else the runtime opens once.
        var before = Directory.GetFiles("/proc/self/fd").Length + 5;
        await Cycle(100);
        var (files, memory) = (await OpenFiles(before), GC.GetTotalMemory(forceFullCollection: true));
        await Cycle(1000);
        Assert.InRange(files, 0, before);
        Assert.InRange(await OpenFiles(before), 0, before);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 8 << 20);
        Assert.Equal(200, (await run.Send("GET", "/status")).Code);

        // Every second reader dies without a word while it is written to.
        async Task Cycle(int times)
        {
            var request = Encoding.ASCII.GetBytes("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            var bytes = new byte[256];
            for (var i = 0; i < times; i++)
            {
                using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(run.Endpoint.Socket));
                await socket.SendAsync(request);
                if (i % 2 == 0) Assert.True(await socket.ReceiveAsync(bytes) > 0);
                run.Hub.Publish(Samples.Snapshot(2 + i));
            }
        }

        // The server notices in its own time that a reader has gone.
        static async Task<int> OpenFiles(int expected)
        {
            var files = Directory.GetFiles("/proc/self/fd").Length;
            for (var i = 0; i < 200 && files > expected; i++)
            {
                await Task.Delay(100);
                files = Directory.GetFiles("/proc/self/fd").Length;
            }
            return files;
        }
    }
}
