using System.Security.Cryptography;
using Sweeper.Bench.Rows;
using Sweeper.Bench.Scheduling;
using Sweeper.Host.Cluster;
using Sweeper.Host.Serving;
using Sweeper.Training.Files;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Bench.Blobs;

/// <summary>How fast a blob comes from another process, verified and durable, against copying, flushing and hashing a file of the same bytes.</summary>
internal static class BlobBenchmark
{
    private const int MiB = 1 << 20;

    public static void Run()
    {
        Compare("a", 32 * MiB, rounds: 11);
        Compare("b", 512 * MiB, rounds: 7);
    }

    private static void Compare(string line, int size, int rounds)
    {
        using var folder = new BenchFolder();
        var bytes = RandomNumberGenerator.GetBytes(size);
        var remote = new BlobStore(Path.Combine(folder.Path, "remote"));
        var digest = remote.Put(bytes);
        var file = Path.Combine(folder.Path, "file");
        DurableFile.Write(file, bytes, $"{file}.tmp");
        using var key = ClusterKey.LoadOrCreate(Path.Combine(folder.Path, "cluster.key"));
        var server = BlobServer.Start(StatusPort.Open(new(StatusAddress.ThisMachine, 0)), key, remote.OpenToRead, Console.Error.WriteLine).GetAwaiter().GetResult();
        // Nothing stays: every fetch is a fetch.
        using var cache = BlobCache.Open(Path.Combine(folder.Path, "cache"), budget: 0);
        using var store = new FetchingBlobStore(new BlobStore(Path.Combine(folder.Path, "local")), cache, key, () => [server.Address]);

        var costs = Ratios.InTurn(rounds, () => Fetch(store, digest, size), () => Shell(folder.Path, file), () => InProcess(folder.Path, file));
        Console.WriteLine($"  {line}. {ByteSize.Text(size)} by TLS on loopback, verified and durable: {Speed(costs[0], size)} MiB/s");
        Wall($"     / cp, sync and sha256sum ({Speed(costs[1], size)} MiB/s)", costs[0], costs[1]);
        Ratios.Print($"   / reading, hashing, writing and flushing in one thread of this process ({Speed(costs[2], size)} MiB/s)", costs[0], costs[2]);
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static Cost Fetch(FetchingBlobStore store, Digest digest, int size) => Cost.Of(() =>
    {
        if (store.Get(digest).Length != size) throw new InvalidOperationException("not the blob");
    });

    private static Cost Shell(string folder, string file)
    {
        var copy = Path.Combine(folder, "copy");
        var cost = Cost.Of(() => ChildProcess.Run(Path.Combine(folder, "digest"), "/bin/sh", "-c", "cp \"$0\" \"$1\" && sync \"$1\" && sha256sum \"$1\"", file, copy));
        File.Delete(copy);
        return cost;
    }

    private static Cost InProcess(string folder, string file)
    {
        var copy = Path.Combine(folder, "copy");
        var cost = Cost.Of(() =>
        {
            var bytes = File.ReadAllBytes(file);
            SHA256.HashData(bytes);
            DurableFile.Write(copy, bytes, $"{copy}.tmp");
        });
        File.Delete(copy);
        return cost;
    }

    private static string Speed(Cost[] costs, int size) => $"{Ratios.Median(costs.Select(cost => (double)size / MiB / cost.Wall)):0}";

    private static void Wall(string title, Cost[] subject, Cost[] baseline)
    {
        Console.WriteLine(title);
        Console.WriteLine($"    wall {Ratios.Spread(subject.Zip(baseline, (a, b) => a.Wall / b.Wall))}");
    }
}
