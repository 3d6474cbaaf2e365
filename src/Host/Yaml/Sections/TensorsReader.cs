using System.Collections.Immutable;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Training.Pruning;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads which tensors pruning may touch.</summary>
internal static class TensorsReader
{
    /// <summary>The tensors, or null and problems.</summary>
    public static PrunedTensors? Read(Section section)
    {
        var classifier = section.Get("prune_classifier", given => given.Bool(), PrunedTensors.Default.Classifier);
        var kinds = AxisReader.Read(section.Find("prune_tensors"), given => given.Word(SpecWords.TensorKinds), KindsOf(PrunedTensors.Default));
        if (classifier is null || kinds is not { } known) return null;
        var linear = known.Contains(TensorKind.Linear);
        if (classifier.Value && !linear)
            section.Find("prune_classifier")?.Refuse("is true, and prune_tensors has no linear; add linear there, or remove prune_classifier");
        return new PrunedTensors(known.Contains(TensorKind.Conv), linear, classifier.Value);
    }

    /// <summary>The kinds among some tensors, in the enum's order.</summary>
    public static ImmutableArray<TensorKind> KindsOf(PrunedTensors tensors) =>
        [.. Enum.GetValues<TensorKind>().Where(kind => kind == TensorKind.Conv ? tensors.Convolutions : tensors.Linear)];
}
