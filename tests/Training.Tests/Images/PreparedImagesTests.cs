using Sweeper.Training.Datasets;
using Sweeper.Training.Images;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;

namespace Sweeper.Training.Tests.Images;

public sealed class PreparedImagesTests
{
    private static readonly Dataset Grey = new SyntheticData(channels: 1, side: 8).Load(new DatasetRef("patterns"));
    private static readonly Dataset Colour = new SyntheticData(channels: 3, side: 8).Load(new DatasetRef("patterns"));

    [Fact]
    public void The_native_input_leaves_the_pixels_where_they_are()
    {
        var data = PreparedImages.For(Grey, Stage(new(null, null, Normalisation.Dataset), Grey));
        Assert.Same(Grey.Train.Pixels, data.Train.Pixels);
        Assert.Equal(Grey.Normalisation, data.Normalisation);
    }

    [Fact]
    public void Grey_becomes_three_equal_channels_with_the_same_constants()
    {
        var data = PreparedImages.For(Grey, Stage(new(3, null, Normalisation.Dataset), Grey));
        Assert.Equal(new ImageGeometry(3, 8, 8), data.Train.Geometry);
        Assert.Equal([.. Grey.Train.Image(5), .. Grey.Train.Image(5), .. Grey.Train.Image(5)], data.Train.Image(5).ToArray());
        Assert.Equal(Enumerable.Repeat(Grey.Normalisation[0], 3), data.Normalisation);
    }

    [Fact]
    public void Colour_becomes_grey_by_its_luma()
    {
        var data = PreparedImages.For(Colour, Stage(new(1, null, Normalisation.Imagenet), Colour));
        for (var i = 0; i < 64; i++)
        {
            var image = Colour.Test.Image(3);
            Assert.Equal(0.299 * image[i] + 0.587 * image[64 + i] + 0.114 * image[128 + i], data.Test.Image(3)[i], 0.51);
        }
        // 0.299 x 0.485 + 0.587 x 0.456 + 0.114 x 0.406, and so the standard deviations.
        Assert.Equal(0.458971, Assert.Single(data.Normalisation).Mean, 1e-5);
        Assert.Equal(0.225609, data.Normalisation[0].Sd, 1e-5);
    }

    [Fact]
    public void Views_of_a_base_share_one_conversion()
    {
        var half = Colour with { Train = Colour.Train with { Rows = [3, 1], Labels = [0, 1] } };
        var stage = Stage(new(null, 12, Normalisation.Dataset), Colour);
        var (all, some) = (PreparedImages.For(Colour, stage), PreparedImages.For(half, stage));
        Assert.Same(all.Train.Pixels, some.Train.Pixels);
        Assert.Equal(all.Train.Image(3).ToArray(), some.Train.Image(0).ToArray());
        Assert.Equal(new ImageGeometry(3, 12, 12), some.Train.Geometry);
        Assert.NotSame(all.Train.Pixels, PreparedImages.For(Colour, Stage(new(null, 10, Normalisation.Dataset), Colour)).Train.Pixels);
    }

    [Fact]
    public void Under_imagenet_training_images_stay_native_and_test_images_lose_their_border()
    {
        var stage = Stage(new(null, 12, Normalisation.Half), Colour);
        var data = PreparedImages.For(Colour, stage with { Recipe = stage.Recipe with { Augmentation = Augmentation.Imagenet } });
        Assert.Equal(new ImageGeometry(3, 8, 8), data.Train.Geometry);
        Assert.Equal(new ImageGeometry(3, 12, 12), data.Test.Geometry);
        Assert.NotEqual(PreparedImages.For(Colour, stage).Test.Image(0).ToArray(), data.Test.Image(0).ToArray());
        Assert.Equal(new ChannelNormalisation(0.5f, 0.5f), data.Normalisation[2]);
    }

    [Fact]
    public void Two_channels_cannot_become_three()
    {
        var data = new SyntheticData(channels: 2).Load(new DatasetRef("patterns"));
        Assert.Contains("channels: native", Assert.Throws<DatasetException>(() => PreparedImages.For(data, Stage(new(3, null, Normalisation.Dataset), data))).Message);
    }

    [Theory, InlineData(Augmentation.None), InlineData(Augmentation.FlipCrop), InlineData(Augmentation.Imagenet)]
    public void A_training_on_another_input_runs_and_is_the_same_again(Augmentation augmentation)
    {
        var source = new SyntheticData();
        var stage = Trainings.Dense() with { Input = new(new(3, 16, 16), Normalisation.Half) };
        stage = stage with { Recipe = stage.Recipe with { Augmentation = augmentation } };
        var results = Enumerable.Range(0, 2).Select(_ => Trainings.Run(source, new MemoryBlobs(), Trainings.Order(stage))).ToList();
        Assert.Equal(results[0].FinalState, results[1].FinalState);
        Assert.NotEqual(results[0].FinalState, Trainings.Run(source, new MemoryBlobs(), Trainings.Order(stage with { Input = stage.Input with { Normalisation = Normalisation.None } })).FinalState);
    }

    private static StageSpec Stage(InputSpec input, Dataset data) => Trainings.Dense() with { Input = input.For(data.Train.Geometry) };
}
