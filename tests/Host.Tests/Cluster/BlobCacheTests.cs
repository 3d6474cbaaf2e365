using CsCheck;
using Sweeper.Host.Cluster;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.Cluster;

public sealed class BlobCacheTests : IDisposable
{
    private const int Budget = 1000;

    // Of 0 to 600 bytes, no two alike.
    private static readonly byte[][] Blobs = [.. Enumerable.Range(0, 12).Select(i => Enumerable.Repeat((byte)i, i * 599 / 11 + (i > 0 ? 1 : 0)).ToArray())];
    private static readonly Digest[] Digests = [.. Blobs.Select(blob => Digest.Of(blob))];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_is_done_with_it_it_holds_what_a_plain_list_would()
    {
        var step = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, Blobs.Length - 1]);
        step.List[0, 60].Sample(steps =>
        {
            using var folder = new TestFolder();
            var model = new Model();
            var cache = Open(folder.Path);
            var uses = new List<(int Blob, IDisposable Use)>();
            foreach (var (act, blob) in steps)
            {
                switch (act)
                {
                    case Act.Add:
                        Receive(cache, blob);
                        model.Add(blob);
                        break;
                    case Act.Get:
                        Assert.Equal(model.Get(blob) ? Blobs[blob] : null, cache.TryGet(Digests[blob]));
                        break;
                    case Act.Use when model.Use(blob):
                        uses.Add((blob, cache.TryUse(Digests[blob])!));
                        break;
                    case Act.Use:
                        Assert.Null(cache.TryUse(Digests[blob]));
                        break;
                    case Act.EndUse when uses.Count > 0:
                        uses[0].Use.Dispose();
                        // A second time is none.
                        uses[0].Use.Dispose();
                        model.EndUse(uses[0].Blob);
                        uses.RemoveAt(0);
                        break;
                    case Act.Damage when model.Holds(blob) && blob > 0:
                        File.WriteAllText(Path.Combine(folder.Path, Digests[blob].Hex[..2], Digests[blob].Hex), "");
                        Assert.Null(cache.TryGet(Digests[blob]));
                        model.Forget(blob);
                        uses.RemoveAll(use => use.Blob == blob);
                        break;
                    case Act.Restart:
                        cache.Dispose();
                        cache = Open(folder.Path);
                        uses.Clear();
                        model.Restart();
                        break;
                }
                AssertIs(model, cache, folder.Path);
            }
            cache.Dispose();
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void What_was_used_longest_ago_goes_first()
    {
        using var cache = Open(_folder.Path);
        // 55, 110 and 600 bytes.
        foreach (var blob in (int[])[1, 2, 11]) Receive(cache, blob);
        cache.TryGet(Digests[1]);
        Receive(cache, 7);
        Assert.Equal([Digests[1], Digests[7]], cache.Blobs);
    }

    [Fact]
    public void One_larger_than_the_budget_stays_while_it_is_in_use()
    {
        using var cache = BlobCache.Open(_folder.Path, 100);
        Receive(cache, 11);
        Assert.Empty(cache.Blobs);
        Receive(cache, 1);
        using (cache.TryUse(Digests[1]))
        {
            Receive(cache, 11);
            Assert.Equal([Digests[1]], cache.Blobs);
        }
        Assert.Equal([Digests[1]], cache.Blobs);
    }

    [Fact]
    public void A_file_that_is_being_sent_is_sent_whole_though_it_is_forgotten()
    {
        using var cache = Open(_folder.Path);
        Receive(cache, 11);
        using var file = cache.OpenToRead(Digests[11])!;
        Receive(cache, 10);
        Assert.False(cache.Contains(Digests[11]));
        Assert.Null(cache.OpenToRead(Digests[11]));
        var bytes = new byte[600];
        Assert.Equal(600, RandomAccess.Read(file, bytes, 0));
        Assert.Equal(Blobs[11], bytes);
    }

    [Fact]
    public void A_smaller_budget_holds_from_the_next_start_on()
    {
        using (var cache = Open(_folder.Path))
        {
            foreach (var blob in (int[])[1, 2, 3]) Receive(cache, blob);
        }
        using var smaller = BlobCache.Open(_folder.Path, 200);
        Assert.Equal([Digests[3]], smaller.Blobs);
    }

    [Fact]
    public void What_a_process_that_was_killed_has_left_half_written_is_removed()
    {
        Open(_folder.Path).Dispose();
        Directory.CreateDirectory(_folder["tmp"]);
        File.WriteAllText(_folder["tmp", "half"], "half");
        using var cache = Open(_folder.Path);
        Assert.Empty(Directory.GetFiles(_folder["tmp"]));
    }

    [Fact]
    public void Two_processes_have_no_cache_in_common()
    {
        using var cache = Open(_folder.Path);
        var message = Assert.Throws<UserException>(() => Open(_folder.Path)).Message;
        Assert.Contains($"process {Environment.ProcessId}", message);
        Assert.Contains("a folder of its own", message);
    }

    [Fact]
    public void A_folder_that_cannot_be_one_says_so()
    {
        File.WriteAllText(_folder["file"], "");
        Assert.Contains("cannot be used", Assert.Throws<UserException>(() => Open(_folder["file"])).Message);
    }

    [Fact]
    public void Deleted_behind_its_back_a_blob_is_forgotten()
    {
        using var cache = Open(_folder.Path);
        Receive(cache, 5);
        Directory.Delete(_folder[Digests[5].Hex[..2]], recursive: true);
        Assert.Null(cache.TryGet(Digests[5]));
        Assert.Equal(0, cache.Bytes);
        Receive(cache, 5);
        Assert.Equal(Blobs[5], cache.TryGet(Digests[5]));
    }

    [Fact]
    public void Many_threads_at_once_leave_what_fits_and_nothing_damaged()
    {
        using var cache = Open(_folder.Path);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var blob = i * 7 % Blobs.Length;
            if (i % 3 == 0) Receive(cache, blob);
            else if (cache.TryGet(Digests[blob]) is { } bytes) Assert.Equal(Blobs[blob], bytes);
        });
        Assert.InRange(cache.Bytes, 0, Budget);
        Assert.Equal(cache.Bytes, cache.Blobs.Sum(digest => Blobs[Array.IndexOf(Digests, digest)].Length));
        Assert.Equal(0, new BlobStore(_folder.Path).TemporaryBytes);
    }

    private static BlobCache Open(string folder) => BlobCache.Open(folder, Budget);

    private static void Receive(BlobCache cache, int blob)
    {
        using (var incoming = cache.Receive(Digests[blob]))
        {
            incoming.Append(Blobs[blob]);
            Assert.True(incoming.TryKeep());
        }
        cache.Add(Digests[blob], Blobs[blob].Length);
    }

    private static void AssertIs(Model model, BlobCache cache, string folder)
    {
        Assert.Equal(model.Held.Select(blob => Digests[blob]), cache.Blobs);
        Assert.Equal(model.Bytes, cache.Bytes);
        Assert.Equal(cache.Blobs.Select(blob => blob.Hex).Order(), new BlobStore(folder).List().Select(blob => blob.Digest.Hex).Order());
    }

    private enum Act
    {
        Add,
        Get,
        Use,
        EndUse,
        Damage,
        Restart,
    }

    /// <summary>What a cache should do, in as few words as possible.</summary>
    private sealed class Model
    {
        private readonly List<int> _uses = [];

        /// <summary>Least recently used first.</summary>
        public List<int> Held { get; } = [];

        public int Bytes => Held.Sum(blob => Blobs[blob].Length);

        public bool Holds(int blob) => Held.Contains(blob);

        public void Add(int blob)
        {
            Held.Remove(blob);
            Held.Add(blob);
            Trim();
        }

        public bool Get(int blob)
        {
            if (!Held.Remove(blob)) return false;
            Held.Add(blob);
            Trim();
            return true;
        }

        public bool Use(int blob)
        {
            if (!Get(blob)) return false;
            _uses.Add(blob);
            return true;
        }

        public void EndUse(int blob)
        {
            _uses.Remove(blob);
            Trim();
        }

        public void Forget(int blob)
        {
            Held.Remove(blob);
            _uses.RemoveAll(use => use == blob);
        }

        public void Restart()
        {
            _uses.Clear();
            Trim();
        }

        private void Trim()
        {
            foreach (var blob in Held.Where(blob => !_uses.Contains(blob)).ToList())
            {
                if (Bytes > Budget) Held.Remove(blob);
            }
        }
    }
}
