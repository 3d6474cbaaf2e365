using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>The models by name. A new one is one line here and a function that lists its layers.</summary>
public static class ModelCatalog
{
    // The flat buffers are seen as spans of bytes, which have fewer than 2^31.
    private const long MostParameters = 500_000_000;

    private static readonly Dictionary<string, ModelEntry> Models = new()
    {
        ["lenet-300-100"] = new(LeNet.Layers, 1, Initialisation.XavierNormal),
        ["conv-2"] = Conv([64], 2),
        ["conv-4"] = Conv([64, 128], 4),
        ["conv-6"] = Conv([64, 128, 256], 8),
        ["vgg-11"] = VggOf([1, 1, 2, 2, 2]),
        ["vgg-13"] = VggOf([2, 2, 2, 2, 2]),
        ["vgg-16"] = VggOf([2, 2, 3, 3, 3]),
        ["vgg-19"] = VggOf([2, 2, 4, 4, 4]),
        ["resnet-18"] = Residual((spec, input, classes) => ResNet.Basic(spec, input, classes, [2, 2, 2, 2]), ModelOption.Stem),
        ["resnet-34"] = Residual((spec, input, classes) => ResNet.Basic(spec, input, classes, [3, 4, 6, 3]), ModelOption.Stem),
        ["resnet-50"] = Residual((spec, input, classes) => ResNet.Bottleneck(spec, input, classes, [3, 4, 6, 3]), ModelOption.Stem),
        ["resnet-20"] = Residual((spec, input, classes) => CifarResNet.Layers(spec, input, classes, 3), ModelOption.Width),
        ["resnet-32"] = Residual((spec, input, classes) => CifarResNet.Layers(spec, input, classes, 5), ModelOption.Width),
        ["resnet-56"] = Residual((spec, input, classes) => CifarResNet.Layers(spec, input, classes, 9), ModelOption.Width),
    };

    /// <summary>The names, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Models.Keys];

    /// <summary>Whether a model takes an option.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public static bool Takes(string name, ModelOption option) => Models[name].Takes.Contains(option);

    /// <summary>Whether a model has batch normalisation whatever is asked.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public static bool AlwaysHasBatchNorm(string name) => Models[name].AlwaysHasBatchNorm;

    /// <summary>How a model's weights are first drawn where a sweep says nothing.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public static Initialisation DefaultInit(string name) => Models[name].Init;

    /// <summary>Why a model cannot take images of a shape, or is too large with them; null where it can.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public static string? Misfit(ModelSpec spec, ImageGeometry input)
    {
        var model = Models[spec.Name];
        var size = $"{input.Height}x{input.Width}";
        if (Math.Min(input.Height, input.Width) < model.SmallestSide)
            return $"{spec.Name} needs images of at least {model.SmallestSide}x{model.SmallestSide} pixels, not {size}";
        // The classes are not known here and hardly matter.
        var parameters = model.Layers(spec, input, 1000).Sum(layer => layer.ParameterCount);
        return parameters > MostParameters
            ? $"{spec} has {parameters:N0} parameters with images of {size} pixels and 1000 classes, more than the {MostParameters:N0} that can be trained"
            : null;
    }

    /// <summary>The network for an input shape and a number of classes.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    /// <exception cref="ArgumentException">The images do not fit (<see cref="Misfit"/>).</exception>
    public static Architecture Build(ModelSpec spec, ImageGeometry input, int classes)
    {
        if (Misfit(spec, input) is { } reason) throw new ArgumentException(reason, nameof(input));
        var model = Models[spec.Name];
        return new Architecture(model.Layers(spec, input, classes), input, classes, spec.Init ?? model.Init);
    }

    // One 2x2 pool a block: an image must have a pixel left after the last.
    private static ModelEntry Conv(int[] blockWidths, int smallestSide) =>
        new((spec, input, classes) => ConvN.Layers(spec, input, classes, blockWidths), smallestSide, Initialisation.XavierNormal) { Takes = [ModelOption.BatchNorm] };

    private static ModelEntry VggOf(int[] convolutions) =>
        new((_, input, classes) => Vgg.Layers(input, classes, convolutions), 16, Initialisation.XavierNormal) { AlwaysHasBatchNorm = true };

    // Every convolution and pool is padded, so that even one pixel leaves one.
    private static ModelEntry Residual(Func<ModelSpec, ImageGeometry, int, IReadOnlyList<Layer>> layers, ModelOption option) =>
        new(layers, 1, Initialisation.KaimingNormal) { Takes = [option], AlwaysHasBatchNorm = true };
}
