using CsCheck;
using Sweeper.Training.Datasets;
using Sweeper.Training.Draws;
using Sweeper.Training.Images;
using Sweeper.Training.Recipes;

namespace Sweeper.Training.Tests.Images;

public sealed class AugmentationTests
{
    [Fact]
    public void A_shift_is_a_crop_out_of_the_padded_image() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[8, 20], Gen.Int[8, 20], Gen.Int[-2, 2], Gen.Int[-2, 2], Gen.Bool).Sample((channels, height, width, down, right, flip) =>
        {
            var geometry = new ImageGeometry(channels, height, width);
            var source = Enumerable.Range(0, geometry.Length).Select(i => (byte)(i * 31 + 1 | 1)).ToArray();
            var target = new byte[geometry.Length];
            FlipCrop.Shift(source, geometry, down, right, flip, target);
            for (var i = 0; i < target.Length; i++)
            {
                var (y, x) = (i / width % height + down, (flip ? width - 1 - i % width : i % width) + right);
                var expected = y >= 0 && y < height && x >= 0 && x < width ? source[(i / width / height * height + y) * width + x] : 0;
                Assert.Equal(expected, target[i]);
            }
        });

    [Fact]
    public void Flips_and_places_of_flip_crop_are_all_drawn_about_equally_often()
    {
        // One bright pixel in the middle of 16 x 16: where it goes shows the place, among 5 x 5; a ramp beside it shows the flip.
        var geometry = new ImageGeometry(1, 16, 16);
        var source = new byte[geometry.Length];
        (source[8 * 16 + 8], source[8 * 16 + 9]) = (255, 100);
        var target = new byte[geometry.Length];
        var seen = new Dictionary<(int, bool), int>();
        const int draws = 20_000;
        for (var index = 0; index < draws; index++)
        {
            FlipCrop.Apply(new Draw(1, $"augment/0/{index}"), source, geometry, target);
            var at = Array.IndexOf(target, (byte)255);
            var key = (at, target[at + 1] != 100);
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }
        Assert.Equal(50, seen.Count);
        // Chi-square with 49 degrees of freedom: 85.35 is its 99.9% point (tables).
        Assert.True(seen.Values.Sum(count => Math.Pow(count - draws / 50.0, 2) / (draws / 50.0)) < 85.35);
    }

    [Fact]
    public void Random_frames_fit_and_have_the_areas_and_shapes_asked_for()
    {
        var areas = new List<double>();
        var shapes = new List<double>();
        for (var index = 0; index < 4000; index++)
        {
            var frame = CropDraws.Random(new Draw(3, $"augment/0/{index}"), 375, 500);
            Assert.True(frame is { Top: >= 0, Left: >= 0, Height: > 0, Width: > 0 } && frame.Top + frame.Height <= 375 && frame.Left + frame.Width <= 500);
            areas.Add((double)frame.Height * frame.Width / (375 * 500));
            shapes.Add((double)frame.Width / frame.Height);
        }
        Assert.InRange(areas.Min(), 0.078, 0.1);
        Assert.InRange(areas.Max(), 0.95, 1.0);
        Assert.InRange(shapes.Min(), 0.74, 0.76);
        Assert.InRange(shapes.Max(), 1.32, 1.345);
    }

    [Theory]
    // By hand, from torchvision's formulas: 100 x 4/3 = 133, (1000 - 133) / 2 = 433; 100 / (3/4) = 133.
    [InlineData(100, 1000, 0, 433, 100, 133)]
    [InlineData(1000, 100, 433, 0, 133, 100)]
    [InlineData(100, 120, 0, 0, 100, 120)]
    public void Frames_of_long_images_fall_back_to_the_centre(int height, int width, int top, int left, int h, int w) =>
        Assert.Equal(new Frame(top, left, h, w), CropDraws.Fallback(height, width));

    [Fact]
    public void A_very_long_image_falls_back() => Assert.Equal(new Frame(0, 4993, 10, 13), CropDraws.Random(new Draw(0, "augment/0/0"), 10, 10_000));

    [Theory]
    // Resize(256) and CenterCrop(224): 500 x 256 / 375 = 341; (341 - 224) / 2 = 58.5, to even 58.
    [InlineData(375, 500, 224, 256, 341, 16, 58)]
    [InlineData(500, 375, 224, 341, 256, 58, 16)]
    // 32 x 256 / 224 = 36.57.
    [InlineData(48, 48, 32, 37, 37, 2, 2)]
    public void Test_images_are_resized_and_their_centre_is_cut_out(int height, int width, int size, int toHeight, int toWidth, int top, int left) =>
        Assert.Equal((toHeight, toWidth, top, left), CropDraws.Centre(height, width, size));

    [Theory, InlineData(Augmentation.FlipCrop), InlineData(Augmentation.Imagenet)]
    public void An_augmented_image_depends_on_seed_epoch_and_position_alone(Augmentation kind)
    {
        var one = Read(kind, 5, 2, [3, 1]);
        var other = Read(kind, 5, 2, [0, 1, 2, 3]);
        var length = one.Length / 2;
        Assert.Equal(one[..length], other[(3 * length)..]);
        Assert.Equal(one[length..], other[length..(2 * length)]);
        Assert.NotEqual(one, Read(kind, 6, 2, [3, 1]));
        Assert.NotEqual(one, Read(kind, 5, 3, [3, 1]));
    }

    [Fact]
    public void Test_images_are_not_augmented()
    {
        var split = Images();
        Assert.Null(ImageFeeds.For(split, new ImageTransform(split.Geometry, Augmentation.FlipCrop, training: false, 0), TestContext.Current.CancellationToken));
    }

    private static byte[] Read(Augmentation kind, long seed, long epoch, int[] positions)
    {
        var split = Images();
        using var feed = ImageFeeds.For(split, new ImageTransform(split.Geometry, kind, training: true, seed), TestContext.Current.CancellationToken)!;
        var images = new byte[positions.Length * split.Geometry.Length];
        feed.Begin(epoch, positions);
        feed.Read(positions, images);
        return images;
    }

    private static ImageSplit Images()
    {
        var geometry = new ImageGeometry(3, 16, 16);
        return new(geometry, [.. Enumerable.Range(0, 4 * geometry.Length).Select(i => (byte)(i * i * 7))], [0, 1, 2, 3], [0, 1, 0, 1]);
    }
}
