using System.Text;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Datasets;

/// <summary>
/// The digest of a dataset with its options: the hash of a canonical text of the base's digest and number of classes and the options,
/// the label left out. The base's name is in it where an option draws, because the draws are named by it; without such an option the
/// same bytes under two names are the same data.
/// </summary>
internal static class DatasetDigest
{
    /// <summary>The digest of a ref whose base has these facts.</summary>
    public static Digest Of(DatasetRef dataset, BaseFacts facts)
    {
        var text = new StringBuilder("dataset/v1\n");
        text.Append($"base={facts.Digest}\nbase-classes={facts.Classes}\n");
        var draws = dataset.Half is not null || dataset.Fraction is not null || dataset.LabelNoise is not null;
        if (draws) text.Append($"name={dataset.Base}\n");
        if (dataset.Half is { } half) text.Append($"half={half}\n");
        if (!dataset.Classes.IsDefault) text.Append($"classes={string.Join(',', dataset.Classes)}\n");
        if (dataset.Fraction is { } fraction) text.Append($"fraction={Canonical.Number(fraction)}\n");
        if (dataset.LabelNoise is { } noise) text.Append($"label_noise={Canonical.Number(noise)}\n");
        return new Digest(ContentHash.Of(text.ToString()));
    }
}
