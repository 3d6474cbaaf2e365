using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using Sweeper.Training.Images;
using Sweeper.Training.Models;
using Sweeper.Training.Native;
using Sweeper.Training.Recipes;
using static TorchSharp.torch;

namespace Sweeper.Bench.Data;

/// <summary>How fast images are made ready, against what a training takes.</summary>
internal static class DataBenchmark
{
    private const int Rounds = 7;
    private const int Small = 20_000;
    private const int Batch = 128;

    public static void Run()
    {
        TorchRuntime.Start();
        set_num_threads(1);
        using var photographs = new Photographs();
        using var large = new Passes(Photographs.Input, 4);
        var streamed = Ratios.InTurn(
            Rounds, () => Cost.Of(() => photographs.Epoch(1)) / Photographs.Count, () => Cost.Of(() => photographs.Epoch(2)) / Photographs.Count, () => large.AnImage());
        Ratios.Print("a. decoding and augmenting a photograph by one decoder / forward and backward of it", streamed[0], streamed[2], "ms", 1000);
        Console.WriteLine("  b. images a second of two decoders / of one");
        Console.WriteLine($"    wall {Ratios.Spread(streamed[0].Zip(streamed[1], (one, two) => one.Wall / two.Wall))}"
            + $"   ({Ratios.Median(streamed[1].Select(cost => 1 / cost.Wall)):0} / {Ratios.Median(streamed[0].Select(cost => 1 / cost.Wall)):0} images a second)");

        var split = Resident();
        using var small = new Passes(split.Geometry, Batch);
        var resident = Ratios.InTurn(Rounds, () => Gather(split, Augmentation.FlipCrop), () => Gather(split, Augmentation.None), () => small.AnImage());
        Ratios.Print("c. gathering a small image with flip-crop / forward and backward of it", resident[0], resident[2], "us", 1e6);
        Ratios.Print("   gathering with flip-crop / as it is", resident[0], resident[1], "us", 1e6);
    }

    private static ImageSplit Resident()
    {
        var geometry = new ImageGeometry(3, 32, 32);
        var pixels = new byte[Small * geometry.Length];
        var draw = Draw.Named("bench/resident");
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)draw.NextBits();
        return new(geometry, pixels, draw.Permutation(Small), new ushort[Small]);
    }

    private static Cost Gather(ImageSplit split, Augmentation augmentation)
    {
        using var feed = ImageFeeds.For(split, new ImageTransform(split.Geometry, augmentation, training: true, seed: 0), CancellationToken.None);
        var gatherer = new BatchGatherer([new(0.5f, 0.25f), new(0.5f, 0.25f), new(0.5f, 0.25f)]);
        var positions = Enumerable.Range(0, Small).ToArray();
        var bytes = new byte[Batch * split.Geometry.Length];
        var floats = new float[bytes.Length];
        return Cost.Of(() =>
        {
            feed?.Begin(0, positions);
            for (var first = 0; first + Batch <= Small; first += Batch)
            {
                if (feed is null)
                {
                    gatherer.Images(split, positions.AsSpan(first, Batch), floats);
                    continue;
                }
                feed.Read(positions.AsSpan(first, Batch), bytes);
                gatherer.Images(bytes, split.Geometry, floats);
            }
        }) / Small;
    }

    /// <summary>Forward, loss and backward of VGG-11 on a batch that is there already.</summary>
    private sealed class Passes(ImageGeometry input, int batch) : IDisposable
    {
        private readonly Network _network = new(ModelCatalog.Build(new ModelSpec("vgg-11"), input, classes: 10));
        private readonly Tensor _images = rand(batch, input.Channels, input.Height, input.Width).DetachFromDisposeScope();
        private readonly Tensor _labels = zeros(batch, ScalarType.Int64).DetachFromDisposeScope();

        public Cost AnImage() => Cost.Of(() =>
        {
            using var scope = NewDisposeScope();
            nn.functional.cross_entropy(_network.Forward(_images, training: true), _labels).backward();
        }) / batch;

        public void Dispose()
        {
            _network.Dispose();
            _images.Dispose();
            _labels.Dispose();
        }
    }
}
