namespace Sweeper.Training.Models;

/// <summary>A model as a sweep names it: an entry of <see cref="ModelCatalog"/> and its options.</summary>
public sealed record ModelSpec(string Name)
{
    /// <summary>How weights are first drawn; null is the model's own default.</summary>
    public Initialisation? Init { get; init; }

    /// <summary>Whether a conv-N network has batch normalisation after each convolution (the vgg family always has).</summary>
    public bool BatchNorm { get; init; }

    /// <summary>What people see: the name and the options that differ from the defaults, sorted.</summary>
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

    /// <summary>The canonical form: every option with its value, so that a default that changes changes keys and a default spelt out does not.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public string CanonicalForm => $"{Name} batch_norm={(BatchNorm ? "true" : "false")} init={(Init ?? ModelCatalog.DefaultInit(Name)).Name()}";

    /// <inheritdoc/>
    public override string ToString() => Text;
}
