using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>What a plan must know of a dataset, without its pixels.</summary>
/// <param name="Geometry">The shape of an image.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="TrainImages">Images in the training set, after the options.</param>
/// <param name="TestImages">Images in the test set, after the options.</param>
/// <param name="Digest">What identifies the content; null where the data is not on this machine.</param>
public sealed record DatasetInfo(ImageGeometry Geometry, int Classes, int TrainImages, int TestImages, Digest? Digest);
