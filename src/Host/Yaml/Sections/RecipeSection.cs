using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>recipe</c>.</summary>
internal static class RecipeSection
{
    /// <summary>The most optimizers a recipe may name.</summary>
    public const int MostOptimizers = 50;

    /// <summary>The <c>micro_batch_size</c> that leaves batches whole.</summary>
    public const string WholeBatch = "all";

    private const int MostEpochs = 1_000_000;
    private const int LargestBatch = 1_000_000;

    /// <summary>The names that the recipe gives to optimizers, well described or not; null where there are none.</summary>
    public static IReadOnlyList<string>? Names(Field field) => field.Node is YamlMap recipe
        && recipe.Find("optimizers")?.Value is YamlMap { Entries.Length: > 0 } optimizers
            ? [.. optimizers.Entries.Select(entry => entry.Key.Text).Order(StringComparer.Ordinal)]
            : null;

    /// <summary>The recipe, or null and problems.</summary>
    public static RecipeSpec? Read(Field field)
    {
        if (Section.Open(field, SpecKeys.Recipe) is not { } section) return null;
        var length = section.Get("epochs", Length);
        var batch = section.Get("batch_size", BatchSize);
        var micro = section.Get("micro_batch_size", given => given.Is(WholeBatch) ? null : given.Int(1, LargestBatch, WholeBatch));
        var dropLast = section.Get("drop_last", given => given.Bool(), false);
        var smoothing = section.Get("label_smoothing", given => given.Number(NumberRange.BelowOne), 0);
        var optimizers = section.Find("optimizers") is { } given ? Optimizers(given) : null;
        var augmentation = section.Get("augmentation", word => word.Word(SpecWords.Augmentations), Augmentation.None);
        if (length is null || batch is null || dropLast is null || smoothing is null || optimizers is null || augmentation is null) return null;
        return new RecipeSpec
        {
            Length = length.Value,
            BatchSize = batch.Value,
            MicroBatchSize = micro,
            DropLast = dropLast.Value,
            LabelSmoothing = smoothing.Value,
            Optimizers = optimizers,
            Augmentation = augmentation.Value,
        };
    }

    /// <summary>How long a training lasts: a bare number counts epochs.</summary>
    public static Duration? Length(Field field)
    {
        if (field.Node is YamlScalar { IsQuoted: false, IsEmpty: false, Text: var text } && text.All(letter => char.IsAsciiDigit(letter) || letter is '-'))
            return field.Int(1, MostEpochs) is { } epochs ? Duration.Epochs(epochs) : null;
        if (Duration.TryParse((field.Node as YamlScalar)?.Text, out var length) && length != Duration.Zero) return length;
        field.RefuseKind("epochs (160, or 160ep) or steps (5000it), more than none");
        return null;
    }

    /// <summary>Images a step, or a forward pass.</summary>
    public static int? BatchSize(Field field) => field.Int(1, LargestBatch);

    private static ImmutableSortedDictionary<string, OptimizerSpec>? Optimizers(Field field)
    {
        if (field.Node is not YamlMap { Entries.Length: > 0 and <= MostOptimizers } map)
        {
            field.RefuseKind($"a map of 1 to {MostOptimizers} optimizers by name", "; write for example {sgd: {lr: 0.1}}");
            return null;
        }
        var optimizers = ImmutableSortedDictionary.CreateBuilder<string, OptimizerSpec>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            CheckName(field, entry.Key);
            var own = field with { Path = $"{field.Path}.{Words.Clean(entry.Key.Text)}", Node = entry.Value };
            if (OptimizerSection.Read(own, entry.Key.Text) is { } optimizer) optimizers[entry.Key.Text] = optimizer;
        }
        return optimizers.ToImmutable();
    }

    private static void CheckName(Field field, YamlScalar name)
    {
        if (NameSection.Flaw(name.Text) is { } flaw) field.Problems.Add(name.Place, $"the optimizer's name {Words.Quoted(name.Text)} {flaw}");
    }
}
