namespace Sweeper.Training.Datasets;

/// <summary>The images of one split as a reader gives them, not yet checked against what is known of the dataset.</summary>
/// <param name="Geometry">The shape of an image.</param>
/// <param name="Pixels">Images, each channels x height x width, one after the other.</param>
/// <param name="Labels">One an image, from 0.</param>
/// <param name="ImagesPath">The file of the images, for messages.</param>
/// <param name="LabelsPath">The file of the labels, for messages.</param>
internal sealed record LabelledImages(ImageGeometry Geometry, byte[] Pixels, byte[] Labels, string ImagesPath, string LabelsPath)
{
    /// <summary>The number of images.</summary>
    public int Count => Labels.Length;
}
