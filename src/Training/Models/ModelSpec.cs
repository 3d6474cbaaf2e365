namespace Sweeper.Training.Models;

/// <summary>
/// A model as a sweep names it: an entry of <see cref="ModelCatalog"/> and its options. What a model does not take
/// (<see cref="ModelCatalog.Takes"/>) changes nothing and stays at its default.
/// </summary>
public sealed record ModelSpec(string Name)
{
    /// <summary>The width of CIFAR ResNets in He et al. 2016, section 4.2.</summary>
    public const int DefaultWidth = 16;

    /// <summary>The largest width that can be asked for.</summary>
    public const int LargestWidth = 1024;

    /// <summary>How weights are first drawn; null is the model's own default.</summary>
    public Initialisation? Init { get; init; }

    /// <summary>Whether a conv-N network has batch normalisation after each convolution (vgg and ResNets always have).</summary>
    public bool BatchNorm { get; init; }

    /// <summary>How a ResNet-18, -34 or -50 starts.</summary>
    public Stem Stem { get; init; }

    /// <summary>Channels of the first stage of a ResNet-20, -32 or -56; the others have twice and four times as many.</summary>
    public int Width { get; init; } = DefaultWidth;

    /// <summary>What people see: the name and the options that differ from the defaults, sorted.</summary>
    public string Text
    {
        get
        {
            var options = new List<string>(4);
            if (BatchNorm) options.Add("batch_norm=true");
            if (Init is { } init) options.Add($"init={init.Name()}");
            if (Stem != default) options.Add($"stem={Stem.Name()}");
            if (Width != DefaultWidth) options.Add($"width={Width}");
            return options.Count == 0 ? Name : $"{Name}?{string.Join('&', options)}";
        }
    }

    /// <summary>
    /// The canonical form: options with their values, so that a default that changes changes keys and a default spelt out does not.
    /// <c>batch_norm</c> and <c>init</c> stand in every form (for a model that does not take it, <c>batch_norm=false</c> says nothing
    /// of its layers); every other option stands only in the forms of models that take it, so that a new option leaves the keys of
    /// other models alone.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public string CanonicalForm
    {
        get
        {
            var form = $"{Name} batch_norm={(BatchNorm ? "true" : "false")} init={(Init ?? ModelCatalog.DefaultInit(Name)).Name()}";
            if (ModelCatalog.Takes(Name, ModelOption.Stem)) form += $" stem={Stem.Name()}";
            if (ModelCatalog.Takes(Name, ModelOption.Width)) form += $" width={Width}";
            return form;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
