using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Recipes;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads what an override changes in the recipe.</summary>
internal static class RecipePatchReader
{
    /// <summary>The changes that could be read; what is wrong with others is reported.</summary>
    public static RecipePatch Read(Field field, RecipeSpec? recipe, SpecContext context)
    {
        if (Section.Open(field, SpecKeys.RecipePatch) is not { } section) return new RecipePatch();
        if (section.IsEmpty) field.Refuse("changes nothing; remove it or say what changes");
        return new RecipePatch
        {
            Length = section.Get("epochs", RecipeSection.Length),
            BatchSize = section.Get("batch_size", RecipeSection.BatchSize),
            MicroBatchSize = section.Get("micro_batch_size", RecipeSection.BatchSize),
            DropLast = section.Get("drop_last", given => given.Bool()),
            LabelSmoothing = section.Get("label_smoothing", given => given.Number(NumberRange.BelowOne)),
            Augmentation = section.Get("augmentation", word => word.Word(SpecWords.Augmentations)),
            Optimizers = section.Find("optimizers") is { } given
                ? Optimizers(given, recipe, context)
                : ImmutableSortedDictionary<string, OptimizerPatch>.Empty,
        };
    }

    private static ImmutableSortedDictionary<string, OptimizerPatch> Optimizers(Field field, RecipeSpec? recipe, SpecContext context)
    {
        var patches = ImmutableSortedDictionary.CreateBuilder<string, OptimizerPatch>(StringComparer.Ordinal);
        if (field.Node is not YamlMap { Entries.Length: > 0 } map)
        {
            field.RefuseKind("a map of optimizers by name");
            return patches.ToImmutable();
        }
        foreach (var entry in map.Entries)
        {
            if (GridNames.Optimizer(field with { Node = entry.Key }, context) is not { } name) continue;
            if (Patch(field with { Path = $"{field.Path}.{Words.Clean(name)}", Node = entry.Value }, name, recipe) is { } patch)
                patches[name] = patch;
        }
        return patches.ToImmutable();
    }

    private static OptimizerPatch? Patch(Field field, string name, RecipeSpec? recipe)
    {
        if (Section.Open(field, SpecKeys.OptimizerPatch) is not { } section) return null;
        if (section.IsEmpty) field.Refuse("changes nothing; remove it or say what changes");
        if (recipe?.Optimizers.GetValueOrDefault(name) is { } optimizer) OptimizerSection.RefuseForeign(section, optimizer.Kind);
        var schedule = section.Get("schedule", given => given.Word(SpecWords.RateSchedules));
        if (schedule == RateSchedule.Cosine) OptimizerSection.RefuseSteps(section);
        return new OptimizerPatch
        {
            Lr = section.Get("lr", given => given.Number(NumberRange.Positive)),
            Momentum = section.Get("momentum", given => given.Number(NumberRange.BelowOne)),
            Nesterov = section.Get("nesterov", given => given.Bool()),
            WeightDecay = section.Get("weight_decay", given => given.Number(NumberRange.NotNegative)),
            DecayBnAndBias = section.Get("weight_decay_on_bn_bias", given => given.Bool()),
            Schedule = schedule,
            Milestones = section.Find("milestones") is { } milestones ? ScheduleReader.Milestones(milestones) : default,
            Gamma = section.Get("gamma", given => given.Number(NumberRange.Positive)),
            Warmup = section.Get("warmup", given => given.Duration()),
        };
    }
}
