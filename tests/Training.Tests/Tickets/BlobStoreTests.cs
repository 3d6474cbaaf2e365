using CsCheck;
using Sweeper.Tests.Support;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Tickets;

public sealed class BlobStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Folder => _folder["blobs"];

    private BlobStore Store => new(Folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_put_is_got_by_its_digest_also_by_another_process()
    {
        Gen.Byte.Array[0, 200_000].Sample(bytes =>
        {
            var digest = Store.Put(bytes);
            Assert.Equal(Digest.Of(bytes), digest);
            Assert.Equal(bytes, Store.Get(digest));
            Assert.True(Store.Contains(digest));
            Assert.Equal(bytes.Length, Store.List().Single(blob => blob.Digest == digest).Bytes);
        }, iter: 20);
        Assert.Equal(0, Store.TemporaryBytes);
    }

    [Fact]
    public void Putting_twice_stores_once_and_writes_nothing_the_second_time()
    {
        var digest = Store.Put([1, 2, 3]);
        var written = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(FileOf(digest), written);
        Store.Put([1, 2, 3]);
        Assert.Equal(written, File.GetLastWriteTimeUtc(FileOf(digest)));
        Assert.Equal([new StoredBlob(digest, 3)], Store.List());
    }

    [Fact]
    public void Equal_blobs_put_at_once_by_many_threads_are_one()
    {
        var store = Store;
        Parallel.For(0, 32, _ => store.Put(new byte[100_000]));
        Assert.Single(store.List());
        Assert.Equal(0, store.TemporaryBytes);
    }

    [Fact]
    public void Any_flipped_bit_is_found_on_reading_and_mended_by_putting_again()
    {
        var bytes = Enumerable.Range(0, 40).Select(i => (byte)i).ToArray();
        var digest = Store.Put(bytes);
        Gen.Int[0, bytes.Length * 8 - 1].Sample(bit =>
        {
            var damaged = bytes.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(FileOf(digest), damaged);
            var lost = Assert.Throws<LostBlobException>(() => Store.Get(digest));
            Assert.Equal(digest, lost.Digest);
            Assert.Contains(FileOf(digest), lost.Message);
            Assert.Contains("is damaged", lost.Message);
            Assert.Contains("A run that needs it trains the stage that made it again.", lost.Message);
            Store.Put(bytes);
            Assert.Equal(bytes, Store.Get(digest));
        }, iter: 50, threads: 1);
    }

    [Fact]
    public void A_truncated_or_lengthened_blob_is_lost_and_mended_by_putting_again()
    {
        var bytes = new byte[100_000];
        var digest = Store.Put(bytes);
        foreach (var length in new[] { 0, 1, 65_536, 99_999, 100_001 })
        {
            File.WriteAllBytes(FileOf(digest), new byte[length]);
            Assert.Contains($"its {length} bytes", Assert.Throws<LostBlobException>(() => Store.Get(digest)).Message);
            Store.Put(bytes);
            Assert.Equal(bytes, Store.Get(digest));
        }
    }

    [Fact]
    public void A_missing_blob_is_lost()
    {
        var absent = Digest.Of([9]);
        Assert.False(Store.Contains(absent));
        Assert.Contains("is missing", Assert.Throws<LostBlobException>(() => Store.Get(absent)).Message);
        var deleted = Store.Put([1, 2]);
        Assert.Equal(2, Store.Delete(deleted));
        Assert.Equal(0, Store.Delete(deleted));
        Assert.Throws<LostBlobException>(() => Store.Get(deleted));
    }

    [Fact]
    public void A_blob_that_may_not_be_read_is_lost_and_mended_by_putting_again()
    {
        // Root may read all: then as somebody else, in a folder where everybody may write.
        byte[] bytes = [1, 2, 3];
        var digest = Store.Put(bytes);
        File.SetUnixFileMode(FileOf(digest), UnixFileMode.None);
        foreach (var folder in (string[])[_folder.Path, Folder, Path.GetDirectoryName(FileOf(digest))!, Path.Combine(Folder, "tmp")])
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        OtherUser.Run(() =>
        {
            var store = Store;
            Assert.Contains("cannot be read", Assert.Throws<LostBlobException>(() => store.Get(digest)).Message);
            store.Put(bytes);
            Assert.Equal(bytes, store.Get(digest));
        });
    }

    [Fact]
    public void What_is_no_digest_never_becomes_a_path()
    {
        File.WriteAllText(_folder["secret"], "");
        foreach (var hex in new[] { "", "ab", "../secret", new string('A', 64), "../" + new string('a', 61) })
            Assert.Throws<ArgumentException>(() => Store.Get(new Digest(hex)));
    }

    [Fact]
    public void Writing_cut_off_at_any_byte_leaves_no_blob_and_is_cleared_away()
    {
        var bytes = Enumerable.Range(0, 64).Select(i => (byte)i).ToArray();
        var digest = Digest.Of(bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            using var folder = new TestFolder();
            var store = new BlobStore(folder.Path);
            Directory.CreateDirectory(folder["tmp"]);
            File.WriteAllBytes(folder["tmp", digest.Hex], bytes[..cut]);
            Assert.False(store.Contains(digest));
            Assert.Empty(store.List());
            Assert.Equal(cut, store.TemporaryBytes);
            store.Put(bytes);
            Assert.Equal(bytes, store.Get(digest));
            Assert.Equal(cut, store.DeleteTemporaryFiles());
            Assert.Single(store.List());
        }
    }

    [Fact]
    public void Strange_files_are_no_blobs()
    {
        var digest = Store.Put([1]);
        File.WriteAllText(Path.Combine(Folder, digest.Hex[..2], "notes.txt"), "");
        File.WriteAllText(Path.Combine(Folder, digest.Hex), "");
        Directory.CreateDirectory(Path.Combine(Folder, "zz"));
        File.WriteAllText(Path.Combine(Folder, "zz", digest.Hex), "");
        Assert.Equal([new StoredBlob(digest, 1)], Store.List());
    }

    [Fact]
    public void Reading_makes_no_folder()
    {
        Assert.Empty(Store.List());
        Assert.Equal(0, Store.TemporaryBytes + Store.DeleteTemporaryFiles());
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void A_disk_that_fills_up_during_a_put_keeps_what_it_had_and_nothing_of_the_new_blob()
    {
        using var disk = TinyDisk.Mount(kib: 256);
        var store = new BlobStore(disk["blobs"]);
        var kept = store.Put(new byte[50_000]);
        var full = Assert.Throws<NoSpaceException>(() => store.Put(new byte[400_000]));
        Assert.Contains(disk["blobs"], full.Message);
        Assert.Contains("391 KiB", full.Message);
        Assert.Contains("Make room there", full.Message);
        Assert.Equal(0, store.TemporaryBytes);
        Assert.Equal([new StoredBlob(kept, 50_000)], store.List());
        Assert.Equal(new byte[50_000], store.Get(kept));
        store.Put(new byte[100_000]);
    }

    [Fact]
    public void A_disk_without_room_for_a_folder_says_so()
    {
        using var disk = TinyDisk.Mount(kib: 16);
        disk.Fill(leaveKiB: 0);
        Assert.Throws<NoSpaceException>(() => new BlobStore(disk["blobs"]).Put([1, 2, 3]));
    }

    [Fact]
    public void A_blob_that_comes_in_pieces_is_one_once_it_is_whole()
    {
        Gen.Byte.Array[0, 5_000].Array[0, 8].Sample(pieces =>
        {
            var whole = pieces.SelectMany(piece => piece).ToArray();
            var digest = Digest.Of(whole);
            Store.Delete(digest);
            using var incoming = Store.Receive(digest);
            foreach (var piece in pieces)
            {
                Assert.False(Store.Contains(digest));
                incoming.Append(piece);
            }
            Assert.Equal(whole.Length, incoming.Length);
            Assert.True(incoming.TryKeep());
            Assert.Equal(whole, Store.Get(digest));
        }, iter: 30, threads: 1);
        Assert.Equal(0, Store.TemporaryBytes);
    }

    [Fact]
    public void Pieces_with_another_digest_are_forgotten_and_may_come_again()
    {
        var digest = Digest.Of([1, 2, 3]);
        using (var incoming = Store.Receive(digest))
        {
            incoming.Append([1, 2]);
            Assert.False(incoming.TryKeep());
            Assert.Equal(0, incoming.Length);
            incoming.Append([1, 2, 4, 5, 6]);
            Assert.False(incoming.TryKeep());
            incoming.Append([9]);
            incoming.Restart();
            incoming.Append([1, 2, 3]);
            Assert.True(incoming.TryKeep());
        }
        Assert.Equal([1, 2, 3], Store.Get(digest));
        Assert.Equal(0, Store.TemporaryBytes);
    }

    [Fact]
    public void A_blob_that_stopped_coming_leaves_nothing()
    {
        var digest = Digest.Of([1, 2, 3]);
        using (var incoming = Store.Receive(digest))
        {
            incoming.Append([1, 2]);
            Assert.Equal(2, Store.TemporaryBytes);
        }
        Assert.False(Store.Contains(digest));
        Assert.Equal(0, Store.TemporaryBytes);
    }

    [Fact]
    public void A_blob_that_comes_takes_the_place_of_a_damaged_one()
    {
        var digest = Store.Put([1, 2, 3]);
        File.WriteAllBytes(FileOf(digest), [1, 2]);
        using var incoming = Store.Receive(digest);
        incoming.Append([1, 2, 3]);
        Assert.True(incoming.TryKeep());
        Assert.Equal([1, 2, 3], Store.Get(digest));
    }

    [Fact]
    public void A_disk_that_fills_up_while_a_blob_comes_has_nothing_of_it()
    {
        using var disk = TinyDisk.Mount(kib: 256);
        var store = new BlobStore(disk["blobs"]);
        using (var incoming = store.Receive(Digest.Of(new byte[400_000])))
        {
            var full = Assert.Throws<NoSpaceException>(() => incoming.Append(new byte[400_000]));
            Assert.Contains("Make room there", full.Message);
        }
        Assert.Equal(0, store.TemporaryBytes);
        Assert.Empty(store.List());
    }

    [Fact]
    public void A_file_to_be_sent_on_is_read_to_its_end_though_its_name_goes()
    {
        var digest = Store.Put([1, 2, 3]);
        using var file = Store.OpenToRead(digest)!;
        Store.Delete(digest);
        var bytes = new byte[4];
        Assert.Equal(3, RandomAccess.Read(file, bytes, 0));
        Assert.Null(Store.OpenToRead(digest));
        Assert.Throws<ArgumentException>(() => Store.OpenToRead(new Digest("../secret")));
        Assert.Throws<ArgumentException>(() => Store.Receive(new Digest("../secret")));
    }

    private string FileOf(Digest digest) => Path.Combine(Folder, digest.Hex[..2], digest.Hex);
}
