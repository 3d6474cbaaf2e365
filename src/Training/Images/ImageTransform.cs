using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using Sweeper.Training.Recipes;

namespace Sweeper.Training.Images;

/// <summary>
/// What becomes of an image on its way to a network, in bytes: brought to the input's shape, and, if it is trained on, augmented. A
/// function of (seed, epoch, position) and the image; nothing else, such as the thread, has a say. Threads can share it.
/// </summary>
/// <param name="input">The shape that comes out.</param>
/// <param name="augmentation">How training images are changed; <c>imagenet</c> also says how test images are resized.</param>
/// <param name="training">Whether the images are trained on.</param>
/// <param name="seed">The seed of the draws <c>augment/EPOCH/INDEX</c>; INDEX is the position in the split.</param>
internal sealed class ImageTransform(ImageGeometry input, Augmentation augmentation, bool training, long seed)
{
    /// <summary>The shape that comes out.</summary>
    public ImageGeometry Input => input;

    /// <summary>Whether images are changed at random.</summary>
    public bool IsRandom => training && augmentation != Augmentation.None;

    /// <summary>Whether a part of the native image is drawn, so that it cannot be resized beforehand.</summary>
    public bool DrawsFrames => training && augmentation == Augmentation.Imagenet;

    /// <summary>Writes an image of any size, which is changed on the way to grey if the input is.</summary>
    public void Native(PixelBuffer image, long epoch, int position, ImageScratch scratch, Span<byte> planes)
    {
        if (DrawsFrames)
        {
            Grey(image);
            var draw = Draw(epoch, position);
            var frame = CropDraws.Random(draw, image.Height, image.Width);
            scratch.Resampler.Resize(image, frame, input.Height, input.Width, 0, 0, draw.Below(2) == 1, input, planes);
        }
        else if (IsRandom)
        {
            var sized = scratch.Sized(input.Length);
            Fit(image, scratch, sized);
            Sized(sized, epoch, position, planes);
        }
        else
        {
            Fit(image, scratch, planes);
        }
    }

    /// <summary>Writes an image that has the input's shape already; not where frames are drawn.</summary>
    public void Sized(ReadOnlySpan<byte> image, long epoch, int position, Span<byte> planes)
    {
        if (augmentation == Augmentation.FlipCrop && training) FlipCrop.Apply(Draw(epoch, position), image, input, planes);
        else image.CopyTo(planes);
    }

    /// <summary>
    /// Writes an image of any size in the input's shape, nothing at random: the whole image becomes height x width; under <c>imagenet</c>,
    /// where it has another size, its centre (<see cref="CropDraws.Centre"/>).
    /// </summary>
    public void Fit(PixelBuffer image, ImageScratch scratch, Span<byte> planes)
    {
        Grey(image);
        var whole = Frame.Whole(image.Height, image.Width);
        if (augmentation == Augmentation.Imagenet && (image.Height, image.Width) != (input.Height, input.Width))
        {
            var (height, width, top, left) = CropDraws.Centre(image.Height, image.Width, input.Height);
            scratch.Resampler.Resize(image, whole, height, width, top, left, flip: false, input, planes);
        }
        else
        {
            scratch.Resampler.Resize(image, whole, input.Height, input.Width, 0, 0, flip: false, input, planes);
        }
    }

    private void Grey(PixelBuffer image)
    {
        if (input.Channels == 1) image.ToGrey();
    }

    private Draw Draw(long epoch, int position) => new(seed, $"augment/{epoch}/{position}");
}
