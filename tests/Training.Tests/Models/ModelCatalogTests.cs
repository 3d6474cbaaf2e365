using Sweeper.Training.Datasets;
using Sweeper.Training.Models;
using TorchSharp;

namespace Sweeper.Training.Tests.Models;

public class ModelCatalogTests
{
    [Theory]
    [InlineData("lenet-300-100", 1, 1, 1)]
    [InlineData("lenet-300-100", 3, 5, 9)]
    [InlineData("conv-2", 1, 2, 2)]
    [InlineData("conv-2", 3, 7, 5)]
    [InlineData("conv-4", 1, 4, 4)]
    [InlineData("conv-4", 1, 7, 9)]
    [InlineData("conv-6", 1, 8, 8)]
    [InlineData("conv-6", 3, 15, 17)]
    [InlineData("vgg-11", 1, 16, 16)]
    [InlineData("vgg-11", 3, 33, 17)]
    [InlineData("vgg-13", 1, 28, 28)]
    [InlineData("vgg-16", 3, 32, 32)]
    [InlineData("vgg-19", 3, 32, 32)]
    public void The_forward_pass_takes_the_sizes_that_fit_and_ends_in_the_classes(string name, int channels, int height, int width)
    {
        using var scope = torch.NewDisposeScope();
        using var network = new Network(ModelCatalog.Build(new ModelSpec(name), new(channels, height, width), 7));
        using var noGradients = torch.no_grad();
        Assert.Equal([2L, 7L], network.Forward(torch.zeros(2, channels, height, width), training: false).shape);
    }

    [Theory]
    [InlineData("conv-2", 1)]
    [InlineData("conv-4", 3)]
    [InlineData("conv-6", 7)]
    [InlineData("vgg-11", 15)]
    [InlineData("vgg-19", 15)]
    public void Images_too_small_for_the_pools_are_refused_by_name(string name, int side)
    {
        var spec = new ModelSpec(name);
        var reason = $"{name} needs images of at least {side + 1}x{side + 1} pixels, not ";
        Assert.Null(ModelCatalog.Misfit(spec, new ImageGeometry(1, side + 1, side + 1)));
        foreach (var input in new[] { new ImageGeometry(1, side, side), new(3, side, 100), new(3, 100, side) })
        {
            Assert.Equal($"{reason}{input.Height}x{input.Width}", ModelCatalog.Misfit(spec, input));
            Assert.StartsWith(reason, Assert.Throws<ArgumentException>(() => ModelCatalog.Build(spec, input, 10)).Message);
        }
    }

    [Fact]
    public void An_unknown_model_is_refused()
    {
        Assert.Throws<KeyNotFoundException>(() => ModelCatalog.Build(new("vgg-20"), new(3, 32, 32), 10));
        Assert.Throws<KeyNotFoundException>(() => ModelCatalog.Misfit(new("vgg-20"), new(3, 32, 32)));
    }

    [Fact]
    public void Only_the_conv_family_takes_batch_norm_as_an_option() =>
        Assert.Equal(["conv-2", "conv-4", "conv-6"], ModelCatalog.Names.Where(ModelCatalog.TakesBatchNorm));

    [Fact]
    public void A_network_is_built_with_the_initialisation_named_or_its_own()
    {
        Assert.All(ModelCatalog.Names, name => Assert.Equal(ModelCatalog.DefaultInit(name), ModelCatalog.Build(new(name), new(3, 32, 32), 10).Init));
        var spec = new ModelSpec("conv-2") { Init = Initialisation.KaimingUniform };
        Assert.Equal(Initialisation.KaimingUniform, ModelCatalog.Build(spec, new(3, 32, 32), 10).Init);
    }

    [Fact]
    public void A_model_is_shown_with_the_options_that_were_given()
    {
        Assert.Equal("vgg-19", new ModelSpec("vgg-19").ToString());
        Assert.Equal("conv-2?batch_norm=true&init=kaiming-normal", new ModelSpec("conv-2") { BatchNorm = true, Init = Initialisation.KaimingNormal }.Text);
    }
}
