using CsCheck;
using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using Sweeper.Training.Images;
using Sweeper.Training.Recipes;

namespace Sweeper.Training.Tests.Images;

public sealed class StreamedFeedTests : IDisposable
{
    private readonly ImageFixture _files = new();
    private readonly ImageSplit _split;

    public StreamedFeedTests()
    {
        // More images than a feed of large ones holds ahead, of several sizes.
        for (var i = 0; i < 30; i++)
            foreach (var (split, label) in (ReadOnlySpan<(string, string)>)[("train", "x"), ("val", "x"), ("train", "y"), ("val", "y")])
                _files.Write($"set/{split}/{label}/{i:00}.png", ImageFixture.Encode($"{split}{label}{i}", 10 + i % 7, 12 + i % 5, label == "x" ? 20 : 150));
        _split = _files.Catalog().Load(new($"folder:{_files.Root}/set")).Train;
    }

    public void Dispose() => _files.Dispose();

    [Theory, InlineData(Augmentation.None), InlineData(Augmentation.FlipCrop), InlineData(Augmentation.Imagenet)]
    public void Bytes_are_the_same_with_any_number_of_decoders(Augmentation augmentation)
    {
        var transform = new ImageTransform(new(3, 16, 16), augmentation, training: true, seed: 4);
        var order = new Draw(1, "order/0").Permutation(_split.Count);
        var expected = Serial(transform, epoch: 3, order);
        foreach (var decoders in (int[])[1, 2, 5])
        {
            Gen.Int[1, 13].Sample(batch =>
            {
                using var pool = new DecodePool(decoders);
                using var feed = new StreamedFeed(_split, transform, pool, CancellationToken.None);
                feed.Begin(3, order);
                Assert.Equal(expected, Batches(feed, order, batch, transform.Input.Length));
            }, iter: 4, threads: 1);
        }
    }

    [Fact]
    public void Feeds_of_several_trainings_share_a_pool_and_an_order_can_be_given_up()
    {
        var transform = new ImageTransform(new(3, 16, 16), Augmentation.FlipCrop, training: true, seed: 4);
        using var pool = new DecodePool(2);
        var order = Enumerable.Range(0, _split.Count).ToArray();
        var results = new byte[3][];
        var threads = Enumerable.Range(0, 3).Select(i => new Thread(() =>
        {
            using var feed = new StreamedFeed(_split, transform, pool, CancellationToken.None);
            feed.Begin(0, order);
            feed.Read(order.AsSpan(0, 5), new byte[5 * transform.Input.Length]);
            feed.Begin(1, order);
            results[i] = Batches(feed, order, 7, transform.Input.Length);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(results, result => Assert.Equal(Serial(transform, 1, order), result));
    }

    [Fact]
    public void The_training_hears_of_a_damaged_image_when_it_comes_to_it()
    {
        File.WriteAllBytes(_split.Files!.PathOf(9), new byte[_split.Files.Lengths[9]]);
        var transform = new ImageTransform(new(3, 16, 16), Augmentation.None, training: true, seed: 4);
        using var pool = new DecodePool(3);
        using var feed = new StreamedFeed(_split, transform, pool, CancellationToken.None);
        var order = Enumerable.Range(0, _split.Count).ToArray();
        feed.Begin(0, order);
        feed.Read(order.AsSpan(0, 9), new byte[9 * transform.Input.Length]);
        var error = Assert.Throws<DatasetException>(() => feed.Read(order.AsSpan(9, 1), new byte[transform.Input.Length]));
        Assert.Contains(_split.Files.PathOf(9), error.Message);
    }

    [Fact]
    public void A_training_that_is_told_to_stop_waits_no_longer()
    {
        using var stop = new CancellationTokenSource();
        // A pool of no decoders: without the stop nothing would ever come.
        using var pool = new DecodePool(0);
        var transform = new ImageTransform(new(3, 16, 16), Augmentation.None, training: true, seed: 4);
        using var feed = new StreamedFeed(_split, transform, pool, stop.Token);
        feed.Begin(0, new[] { 0 });
        using var waiting = new ManualResetEventSlim();
        Exception? seen = null;
        var reader = new Thread(() =>
        {
            waiting.Set();
            seen = Record.Exception(() => feed.Read([0], new byte[transform.Input.Length]));
        });
        reader.Start();
        waiting.Wait(TestContext.Current.CancellationToken);
        stop.Cancel();
        reader.Join();
        Assert.IsType<OperationCanceledException>(seen);
    }

    [Fact]
    public void No_more_images_are_decoded_ahead_than_memory_is_meant_for_them()
    {
        // 2048 x 2048 x 3 bytes are 12 MiB: five of them are ahead of a training that has taken none.
        var transform = new ImageTransform(new(3, 2048, 2048), Augmentation.None, training: true, seed: 4);
        using var pool = new DecodePool(0);
        using var feed = new StreamedFeed(_split, transform, pool, CancellationToken.None);
        feed.Begin(0, Enumerable.Range(0, 60).ToArray());
        lock (pool.Gate)
        {
            for (var i = 0; i < 5; i++) Assert.Equal((i, 0L, i), feed.Claim());
            Assert.Null(feed.Claim());
        }
    }

    [Fact]
    public void Another_order_than_was_said_is_a_mistake()
    {
        using var pool = new DecodePool(1);
        var transform = new ImageTransform(new(3, 16, 16), Augmentation.None, training: true, seed: 4);
        using var feed = new StreamedFeed(_split, transform, pool, CancellationToken.None);
        feed.Begin(0, new[] { 2, 1 });
        Assert.Throws<InvalidOperationException>(() => feed.Read([1], new byte[transform.Input.Length]));
    }

    private byte[] Serial(ImageTransform transform, long epoch, int[] order)
    {
        var scratch = new ImageScratch();
        var bytes = new byte[order.Length * transform.Input.Length];
        for (var i = 0; i < order.Length; i++)
        {
            scratch.Load(_split.Files!, _split.Rows[order[i]]);
            transform.Native(scratch.Image, epoch, order[i], scratch, bytes.AsSpan(i * transform.Input.Length, transform.Input.Length));
        }
        return bytes;
    }

    private static byte[] Batches(StreamedFeed feed, int[] order, int batch, int length)
    {
        var bytes = new byte[order.Length * length];
        for (var i = 0; i < order.Length; i += batch)
        {
            var count = Math.Min(batch, order.Length - i);
            feed.Read(order.AsSpan(i, count), bytes.AsSpan(i * length, count * length));
        }
        return bytes;
    }
}
