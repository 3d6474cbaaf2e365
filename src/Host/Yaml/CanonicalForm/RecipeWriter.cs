using Sweeper.Actors.Specs;
using Sweeper.Training.Files;
using Sweeper.Training.Recipes;

namespace Sweeper.Host.Yaml.CanonicalForm;

/// <summary>Writes how networks are trained: optimizers, and what overrides change; and which devices may train them.</summary>
internal static class RecipeWriter
{
    /// <summary>An optimizer with every key that its kind has.</summary>
    public static string Optimizer(OptimizerSpec optimizer)
    {
        var isSgd = optimizer.Kind == OptimizerKind.Sgd;
        var isCosine = optimizer.Schedule == RateSchedule.Cosine;
        return Flow.Map(
            ("kind", SpecWords.OptimizerKinds.WordFor(optimizer.Kind)),
            ("lr", Flow.Number(optimizer.Lr)),
            ("momentum", isSgd ? Flow.Number(optimizer.Momentum) : null),
            ("nesterov", isSgd ? Flow.Bool(optimizer.Nesterov) : null),
            ("beta1", isSgd ? null : Flow.Number(optimizer.Beta1)),
            ("beta2", isSgd ? null : Flow.Number(optimizer.Beta2)),
            ("epsilon", isSgd ? null : Flow.Number(optimizer.Epsilon)),
            ("weight_decay", Flow.Number(optimizer.WeightDecay)),
            ("weight_decay_on_bn_bias", Flow.Bool(optimizer.DecayBnAndBias)),
            ("schedule", SpecWords.RateSchedules.WordFor(optimizer.Schedule)),
            ("milestones", isCosine ? null : Flow.List(optimizer.Milestones.Select(moment => moment.ToString()))),
            ("gamma", isCosine ? null : Flow.Number(optimizer.Gamma)),
            ("warmup", optimizer.Warmup.ToString()));
    }

    /// <summary>An override, on one line.</summary>
    public static string Override(OverrideSpec patch) => Flow.Map(
        ("match", patch.Models.IsEmpty && patch.Datasets.IsEmpty && patch.Optimizers.IsEmpty ? null : Match(patch)),
        ("role", patch.Role is { } role ? SpecWords.Roles.WordFor(role) : null),
        ("recipe", patch.Recipe == new RecipePatch() ? null : Recipe(patch.Recipe)),
        ("pruning", patch.Pruning.Rewind is { } rewind ? Flow.Map(("rewind", rewind.ToString())) : null));

    /// <summary>A rule of devices, on one line.</summary>
    public static string Requirement(DeviceRule rule) => Flow.Map(
        ("match", rule.Models.IsEmpty && rule.Datasets.IsEmpty ? null : Flow.Map(
            ("model", Flow.Axis([.. rule.Models.Select(Flow.Text)])),
            ("dataset", Flow.Axis([.. rule.Datasets.Select(Flow.Text)])))),
        ("device", rule.Need.Kind is { } kind ? SpecWords.Devices.WordFor(kind) : null),
        ("memory", rule.Need.MemoryBytes is { } memory ? ByteSize.Exact(memory) : null));

    private static string Match(OverrideSpec patch) => Flow.Map(
        ("model", Flow.Axis([.. patch.Models.Select(Flow.Text)])),
        ("dataset", Flow.Axis([.. patch.Datasets.Select(Flow.Text)])),
        ("optimizer", Flow.Axis([.. patch.Optimizers.Select(Flow.Text)])));

    private static string Recipe(RecipePatch patch) => Flow.Map(
        ("epochs", patch.Length is { } length ? Flow.Length(length) : null),
        ("batch_size", Flow.Number(patch.BatchSize)),
        ("micro_batch_size", Flow.Number(patch.MicroBatchSize)),
        ("drop_last", Flag(patch.DropLast)),
        ("label_smoothing", Flow.Number(patch.LabelSmoothing)),
        ("optimizers", patch.Optimizers.IsEmpty ? null : Optimizers(patch)),
        ("augmentation", patch.Augmentation is { } augmentation ? SpecWords.Augmentations.WordFor(augmentation) : null));

    private static string Optimizers(RecipePatch patch) =>
        Flow.Map([.. patch.Optimizers.Select(entry => (Flow.Text(entry.Key), (string?)Optimizer(entry.Value)))]);

    private static string Optimizer(OptimizerPatch patch) => Flow.Map(
        ("lr", Flow.Number(patch.Lr)),
        ("momentum", Flow.Number(patch.Momentum)),
        ("nesterov", Flag(patch.Nesterov)),
        ("weight_decay", Flow.Number(patch.WeightDecay)),
        ("weight_decay_on_bn_bias", Flag(patch.DecayBnAndBias)),
        ("schedule", patch.Schedule is { } schedule ? SpecWords.RateSchedules.WordFor(schedule) : null),
        ("milestones", patch.Milestones.IsDefault ? null : Flow.List(patch.Milestones.Select(moment => moment.ToString()))),
        ("gamma", Flow.Number(patch.Gamma)),
        ("warmup", patch.Warmup?.ToString()));

    private static string? Flag(bool? value) => value is { } flag ? Flow.Bool(flag) : null;
}
