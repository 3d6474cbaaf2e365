using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>
/// A dataset as a sweep names it: a base, and options applied in this order: half, classes, fraction, label noise.
/// Written as text it is <c>fashion-mnist-a?classes=0,1,2&amp;fraction=0.1</c> (options sorted by name).
/// </summary>
/// <param name="Base">A known name, a folder's name on SWEEPER_DATA, or <c>folder:PATH</c>.</param>
public sealed record DatasetRef(string Base)
{
    /// <summary>Which half of the training set, <c>a</c> or <c>b</c>; null is all of it.</summary>
    public char? Half { get; init; }

    /// <summary>The classes kept, in the order of their new labels; default is all. Never empty, no value twice.</summary>
    public ImmutableArray<int> Classes { get; init; }

    /// <summary>The fraction of the training set kept, class-balanced, in (0, 1); null is all of it.</summary>
    public decimal? Fraction { get; init; }

    /// <summary>The fraction of training labels replaced by another class, in (0, 1); null is none.</summary>
    public decimal? LabelNoise { get; init; }

    /// <summary>What people see in place of the text; it changes no result.</summary>
    public string? Label { get; init; }

    /// <summary>The canonical text, without the label. Two refs with equal text are the same data.</summary>
    public string Text
    {
        get
        {
            var options = new List<string>(3);
            if (!Classes.IsDefault) options.Add($"classes={string.Join(',', Classes)}");
            if (Fraction is { } fraction) options.Add($"fraction={Canonical.Number(fraction)}");
            if (LabelNoise is { } noise) options.Add($"label_noise={Canonical.Number(noise)}");
            var name = Half is { } half ? $"{Base}-{half}" : Base;
            return options.Count == 0 ? name : $"{name}?{string.Join('&', options)}";
        }
    }

    /// <summary>What people see: the label where there is one, else the text.</summary>
    public string Display => Label ?? Text;

    /// <summary>Splits a name into base and half: <c>fashion-mnist-a</c> is half a of fashion-mnist.</summary>
    public static DatasetRef Named(string name) =>
        name.Length > 2 && name[^2] == '-' && name[^1] is 'a' or 'b' && !name.StartsWith("folder:", StringComparison.Ordinal)
            ? new DatasetRef(name[..^2]) { Half = name[^1] }
            : new DatasetRef(name);

    /// <summary>Refs are equal when they are the same data under the same label.</summary>
    public bool Equals(DatasetRef? other) => other is not null && Text == other.Text && Label == other.Label;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Label);

    /// <inheritdoc/>
    public override string ToString() => Display;
}
