using Sweeper.Training.Datasets;

namespace Sweeper.Training.Models;

/// <summary>The models by name. A new one is one line here and a function that lists its layers.</summary>
public static class ModelCatalog
{
    private delegate IReadOnlyList<Layer> LayerList(ModelSpec spec, ImageGeometry input, int classes);

    private static readonly Dictionary<string, (LayerList Layers, int SmallestSide, Initialisation Init)> Models = new()
    {
        ["lenet-300-100"] = (LeNet.Layers, 1, Initialisation.XavierNormal),
        ["conv-2"] = ((spec, input, classes) => ConvN.Layers(spec, input, classes, [64]), 2, Initialisation.XavierNormal),
        ["conv-4"] = ((spec, input, classes) => ConvN.Layers(spec, input, classes, [64, 128]), 4, Initialisation.XavierNormal),
        ["conv-6"] = ((spec, input, classes) => ConvN.Layers(spec, input, classes, [64, 128, 256]), 8, Initialisation.XavierNormal),
        ["vgg-11"] = ((_, input, classes) => Vgg.Layers(input, classes, [1, 1, 2, 2, 2]), 16, Initialisation.XavierNormal),
        ["vgg-13"] = ((_, input, classes) => Vgg.Layers(input, classes, [2, 2, 2, 2, 2]), 16, Initialisation.XavierNormal),
        ["vgg-16"] = ((_, input, classes) => Vgg.Layers(input, classes, [2, 2, 3, 3, 3]), 16, Initialisation.XavierNormal),
        ["vgg-19"] = ((_, input, classes) => Vgg.Layers(input, classes, [2, 2, 4, 4, 4]), 16, Initialisation.XavierNormal),
    };

    /// <summary>The names, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Models.Keys];

    /// <summary>Whether a model takes the option <c>batch_norm</c>.</summary>
    public static bool TakesBatchNorm(string name) => name.StartsWith("conv-", StringComparison.Ordinal);

    /// <summary>How a model's weights are first drawn where a sweep says nothing.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public static Initialisation DefaultInit(string name) => Models[name].Init;

    /// <summary>Why a model cannot take images of a shape; null where it can.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public static string? Misfit(ModelSpec spec, ImageGeometry input)
    {
        var smallest = Models[spec.Name].SmallestSide;
        return Math.Min(input.Height, input.Width) < smallest
            ? $"{spec.Name} needs images of at least {smallest}x{smallest} pixels, not {input.Height}x{input.Width}"
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
}
