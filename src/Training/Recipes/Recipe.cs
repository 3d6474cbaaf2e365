using Sweeper.Training.Keys;
using Sweeper.Training.Time;

namespace Sweeper.Training.Recipes;

/// <summary>Everything about one training but model, data and ticket.</summary>
/// <param name="Length">How long it lasts, above 0.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Optimizer">The optimizer and its schedule.</param>
public sealed record Recipe(Duration Length, int BatchSize, OptimizerSpec Optimizer)
{
    /// <summary>
    /// Images a forward pass, at least 1; null is the whole batch. A step adds up the gradients of its parts, each weighted by its images;
    /// batch norm sees a part at a time.
    /// </summary>
    public int? MicroBatchSize { get; init; }

    /// <summary>Whether the last short batch of an epoch is left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>The part of a label's probability that is spread evenly over all classes, in [0, 1) (Szegedy et al. 2016, section 7).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>What is done to training images at random.</summary>
    public Augmentation Augmentation { get; init; }

    /// <summary>The canonical form.</summary>
    public string CanonicalForm =>
        $"length={Length} batch_size={BatchSize} micro_batch_size={ImagesAPass} drop_last={(DropLast ? "true" : "false")} "
        + $"label_smoothing={Canonical.Number(LabelSmoothing)} augmentation={Augmentation.Name()} optimizer={Optimizer.CanonicalForm}";

    /// <summary>Images a forward pass.</summary>
    public int ImagesAPass => Math.Min(MicroBatchSize ?? BatchSize, BatchSize);

    /// <summary>Optimizer steps in one epoch of so many training images; at least 1.</summary>
    public int StepsPerEpoch(int trainImages) => DropLast && trainImages >= BatchSize ? trainImages / BatchSize : (trainImages + BatchSize - 1) / BatchSize;
}
