using System.Globalization;
using System.Text;
using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.CanonicalForm;
using Sweeper.Host.Yaml.Sections;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Yaml;

/// <summary>Writes a spec as a sweep file that leaves nothing to defaults and reads back to an equal spec.</summary>
public static class CanonicalYaml
{
    /// <summary>The file's text, its keys always in the same order, its lines ended by LF.</summary>
    public static string Write(SweepSpec spec)
    {
        var text = new StringBuilder();
        Line(text, "name", Flow.Text(spec.Name));
        Line(text, "models", Flow.List(spec.Models.Select(GridWriter.Model)));
        Line(text, "input", GridWriter.Input(spec.Input));
        Line(text, "seeds", GridWriter.Seeds(spec));
        List(text, "sources", spec.Sources.Select(GridWriter.Endpoint));
        List(text, "targets", spec.Targets.Select(GridWriter.Endpoint));
        if (spec.Pairs.IsEmpty) Line(text, "pairs", "all");
        else List(text, "pairs", spec.Pairs.Select(GridWriter.Pair));
        Line(text, "tickets", Flow.List(spec.Tickets.Select(SpecWords.Tickets.WordFor)));
        WritePruning(text, spec.Pruning);
        Line(text, "evaluate", Flow.Map(("rounds", spec.EvaluatedRounds.IsDefault ? "all" : Flow.List(spec.EvaluatedRounds.Select(Whole)))));
        WriteRecipe(text, spec.Recipe);
        List(text, "overrides", spec.Overrides.Select(RecipeWriter.Override));
        List(text, "requires", spec.Requires.Select(RecipeWriter.Requirement));
        Line(text, "on_failure", Policy(spec.OnFailure));
        Line(text, "keep", spec.KeepFinals ? KeepSection.Finals : KeepSection.None);
        List(text, "claims", spec.Claims.Select(ClaimWriter.Claim));
        return text.ToString();
    }

    private static void WritePruning(StringBuilder text, PruningSpec pruning)
    {
        Line(text, "pruning", "");
        Line(text, "  scope", Flow.Axis([.. pruning.Scopes.Select(SpecWords.Scopes.WordFor)])!);
        Line(text, "  criterion", Flow.Axis([.. pruning.Criteria.Select(SpecWords.Criteria.WordFor)])!);
        Line(text, "  fraction", Flow.Axis([.. pruning.Fractions.Select(Canonical.Number)])!);
        Line(text, "  rounds", Whole(pruning.Rounds));
        Line(text, "  rewind", Flow.Axis([.. pruning.Rewinds.Select(rewind => rewind.ToString())])!);
        Line(text, "  prune_tensors", Flow.Axis([.. TensorsReader.KindsOf(pruning.Tensors).Select(SpecWords.TensorKinds.WordFor)])!);
        Line(text, "  prune_classifier", Flow.Bool(pruning.Tensors.Classifier));
        Line(text, "  head_policy", SpecWords.HeadPolicies.WordFor(pruning.HeadPolicy));
        Line(text, "  head_mask", SpecWords.HeadMasks.WordFor(pruning.HeadMask));
        Line(text, "  reset_bn", Flow.Bool(pruning.ResetNorm));
        Line(text, "  optimizer_state", SpecWords.OptimizerStarts.WordFor(pruning.OptimizerState));
        Line(text, "  schedule_after_reset", SpecWords.SchedulesAfterReset.WordFor(pruning.ScheduleAfterReset));
    }

    private static void WriteRecipe(StringBuilder text, RecipeSpec recipe)
    {
        Line(text, "recipe", "");
        Line(text, "  epochs", Flow.Length(recipe.Length));
        Line(text, "  batch_size", Whole(recipe.BatchSize));
        Line(text, "  micro_batch_size", recipe.MicroBatchSize is { } micro ? Whole(micro) : RecipeSection.WholeBatch);
        Line(text, "  drop_last", Flow.Bool(recipe.DropLast));
        Line(text, "  label_smoothing", Canonical.Number(recipe.LabelSmoothing));
        Line(text, "  optimizers", "");
        foreach (var (name, optimizer) in recipe.Optimizers) Line(text, "    " + Flow.Text(name), RecipeWriter.Optimizer(optimizer));
        Line(text, "  augmentation", SpecWords.Augmentations.WordFor(recipe.Augmentation));
    }

    private static string Policy(FailurePolicy policy) => Flow.Map(
        ("attempts", Whole(policy.Attempts)),
        ("nan", SpecWords.NanPolicies.WordFor(policy.Nan)),
        ("stop_if_first_all_fail", Whole(policy.StopIfFirstAllFail)));

    private static void List(StringBuilder text, string key, IEnumerable<string> items)
    {
        var lines = items.ToList();
        Line(text, key, lines.Count == 0 ? "[]" : "");
        foreach (var line in lines) text.Append("  - ").Append(line).Append('\n');
    }

    private static void Line(StringBuilder text, string key, string value) =>
        text.Append(key).Append(value.Length == 0 ? ":" : ": ").Append(value).Append('\n');

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
