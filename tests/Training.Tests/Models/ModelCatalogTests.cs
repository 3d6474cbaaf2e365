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
    [InlineData("resnet-18", 1, 1, 1)]
    [InlineData("resnet-50", 3, 33, 17)]
    [InlineData("resnet-20", 1, 1, 1)]
    [InlineData("resnet-56", 3, 9, 30)]
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
    public void Each_option_is_taken_by_one_family()
    {
        Assert.Equal(["conv-2", "conv-4", "conv-6"], Takers(ModelOption.BatchNorm));
        Assert.Equal(["resnet-18", "resnet-34", "resnet-50"], Takers(ModelOption.Stem));
        Assert.Equal(["resnet-20", "resnet-32", "resnet-56"], Takers(ModelOption.Width));
        Assert.Equal(["lenet-300-100"], ModelCatalog.Names.Where(name => !ModelCatalog.AlwaysHasBatchNorm(name)).Except(Takers(ModelOption.BatchNorm)));

        static IEnumerable<string> Takers(ModelOption option) => ModelCatalog.Names.Where(name => ModelCatalog.Takes(name, option));
    }

    [Fact]
    public void Resnets_are_drawn_as_He_et_al_draw_and_the_others_as_the_paper_does() => Assert.All(ModelCatalog.Names, name => Assert.Equal(
        name.StartsWith("resnet-", StringComparison.Ordinal) ? Initialisation.KaimingNormal : Initialisation.XavierNormal, ModelCatalog.DefaultInit(name)));

    // conv-2: 64 x 200 x 200 x 256 weights of the first linear layer, 38,592 of convolutions, 65,536 and 256,000 of the others, and 1,640 biases.
    // resnet-56 grows with the square of its width: 855,770 / 16^2 x 1024^2 are 3.5 billion.
    [Theory]
    [InlineData("conv-2", 16, 400, "conv-2 has 655,721,768 parameters with images of 400x400 pixels and 1000 classes, more than the 500,000,000 that can be trained")]
    [InlineData("resnet-56", 1024, 32, "resnet-56?width=1024 has 3,")]
    public void Networks_too_large_for_their_buffers_are_refused_with_their_size(string name, int width, int side, string reason)
    {
        var (spec, input) = (new ModelSpec(name) { Width = width }, new ImageGeometry(3, side, side));
        Assert.StartsWith(reason, ModelCatalog.Misfit(spec, input));
        Assert.StartsWith(reason, Assert.Throws<ArgumentException>(() => ModelCatalog.Build(spec, input, 10)).Message);
    }

    [Fact]
    public void The_widest_network_that_fits_can_be_described()
    {
        var architecture = ModelCatalog.Build(new("resnet-20") { Width = 512 }, new(3, 32, 32), 10);
        Assert.InRange(architecture.FlatLength, 270_000_000, 280_000_000);
    }

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
        Assert.Equal("resnet-50?stem=small", new ModelSpec("resnet-50") { Stem = Stem.Small }.Text);
        Assert.Equal("resnet-20?init=kaiming-uniform&width=8", new ModelSpec("resnet-20") { Width = 8, Init = Initialisation.KaimingUniform }.Text);
        Assert.Equal("resnet-20", new ModelSpec("resnet-20") { Width = 16 }.Text);
        Assert.Equal("conv-2?batch_norm=true&init=kaiming-normal", new ModelSpec("conv-2") { BatchNorm = true, Init = Initialisation.KaimingNormal }.Text);
    }

    // Keys of results that users have are made of these texts.
    [Fact]
    public void The_canonical_form_writes_batch_norm_and_init_always_and_other_options_where_they_are_taken()
    {
        Assert.Equal("lenet-300-100 batch_norm=false init=xavier-normal", new ModelSpec("lenet-300-100").CanonicalForm);
        Assert.Equal("conv-6 batch_norm=true init=xavier-normal", new ModelSpec("conv-6") { BatchNorm = true }.CanonicalForm);
        Assert.Equal("vgg-19 batch_norm=false init=kaiming-uniform", new ModelSpec("vgg-19") { Init = Initialisation.KaimingUniform }.CanonicalForm);
        Assert.Equal("resnet-50 batch_norm=false init=kaiming-normal stem=imagenet", new ModelSpec("resnet-50").CanonicalForm);
        Assert.Equal("resnet-18 batch_norm=false init=kaiming-normal stem=small", new ModelSpec("resnet-18") { Stem = Stem.Small }.CanonicalForm);
        Assert.Equal("resnet-56 batch_norm=false init=kaiming-normal width=16", new ModelSpec("resnet-56").CanonicalForm);
        Assert.Equal("resnet-20 batch_norm=false init=xavier-normal width=64",
            new ModelSpec("resnet-20") { Width = 64, Init = Initialisation.XavierNormal }.CanonicalForm);
    }
}
