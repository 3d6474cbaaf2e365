namespace Sweeper.Training.Models;

/// <summary>A model as a sweep names it: an entry of <see cref="ModelCatalog"/> and its options.</summary>
public sealed record ModelSpec(string Name)
{
    /// <summary>How weights are first drawn; null is the model's own default.</summary>
    public Initialisation? Init { get; init; }

    /// <summary>Whether a conv-N network has batch normalisation after each convolution (the vgg family always has).</summary>
    public bool BatchNorm { get; init; }

    /// <summary>The canonical text: the name and the options that differ from the defaults, sorted.</summary>
    public string Text
    {
        get
        {
            var options = new List<string>(2);
            if (BatchNorm) options.Add("batch_norm=true");
            if (Init is { } init) options.Add($"init={init.Name()}");
            return options.Count == 0 ? Name : $"{Name}?{string.Join('&', options)}";
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
