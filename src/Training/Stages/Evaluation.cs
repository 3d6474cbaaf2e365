using Sweeper.Training.Datasets;
using Sweeper.Training.Images;
using Sweeper.Training.Models;
using static TorchSharp.torch;

namespace Sweeper.Training.Stages;

/// <summary>The accuracy of a trained network.</summary>
internal static class Evaluation
{
    // A thousand test images at a time: large enough for the matrix products, small enough for the cache of activations. Of photographs
    // fewer: a thousand at 224 pixels would be 600 MB, and the activations many times that.
    private const int Batch = 1000;
    private const int Values = Batch * 3 * 64 * 64;

    /// <summary>How many test images are classified rightly.</summary>
    public static int Correct(StageSpec spec, Dataset data, Network network, CancellationToken stop)
    {
        var transform = new ImageTransform(spec.Input.Geometry, spec.Recipe.Augmentation, training: false, spec.Seed);
        using var batches = new TrainingBatches(data, data.Test, transform, Math.Clamp(Values / spec.Input.Geometry.Length, 1, Batch), network.Device, stop);
        using var noGradients = no_grad();
        var positions = Enumerable.Range(0, data.Test.Count).ToArray();
        batches.Begin(0, positions);
        long correct = 0;
        for (var first = 0; first < positions.Length; first += batches.Size)
        {
            stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (images, labels) = batches.Gather(positions.AsSpan(first, Math.Min(batches.Size, positions.Length - first)));
            correct += network.Forward(images, training: false).argmax(1).eq(labels).sum().item<long>();
        }
        return (int)correct;
    }
}
