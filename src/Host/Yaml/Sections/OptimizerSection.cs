using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads one entry of <c>recipe.optimizers</c>.</summary>
internal static class OptimizerSection
{
    private static readonly string[] SgdOnly = ["momentum"];
    private static readonly string[] AdamOnly = ["beta1", "beta2", "epsilon"];

    /// <summary>What a key that is left out is, for each kind (paper, "Training").</summary>
    public static OptimizerSpec Default(OptimizerKind kind) => kind == OptimizerKind.Sgd
        ? new OptimizerSpec(kind, 0.1) { Momentum = 0.9, WeightDecay = 1e-4 }
        : new OptimizerSpec(kind, 3e-4) { WeightDecay = 1e-4 };

    /// <summary>The optimizer, or null and problems.</summary>
    public static OptimizerSpec? Read(Field field, string name)
    {
        // `sgd:` with nothing after it is SGD as the paper has it.
        if (field.IsEmpty) field = field with { Node = new YamlMap(field.Place, []) };
        if (Section.Open(field, SpecKeys.Optimizer) is not { } section) return null;
        var kind = Kind(section, name);
        if (kind is { } known) RefuseForeign(section, known);
        var optimizer = WithNumbers(section, Default(kind ?? OptimizerKind.Sgd));
        return kind is null ? null : optimizer with
        {
            Milestones = section.Find("milestones") is { } given ? ScheduleReader.Milestones(given) : [],
            Warmup = section.Get("warmup", moment => moment.Duration(), Duration.Zero) ?? Duration.Zero,
        };
    }

    /// <summary>Reports keys that belong to the other kind.</summary>
    public static void RefuseForeign(Section section, OptimizerKind kind)
    {
        var (foreign, owner) = kind == OptimizerKind.Sgd ? (AdamOnly, "adam") : (SgdOnly, "sgd");
        foreach (var key in foreign.Where(section.Knows))
            if (section.Find(key) is { } given)
                given.Refuse($"belongs to {owner}, and this optimizer is {SpecWords.OptimizerKinds.WordFor(kind)}; remove it");
    }

    private static OptimizerKind? Kind(Section section, string name)
    {
        if (section.Find("kind") is { } given) return given.Word(SpecWords.OptimizerKinds);
        if (SpecWords.OptimizerKinds.ValueOf(name) is { } byName) return byName;
        section.ReportMissing("kind", $"{Words.Or(SpecWords.OptimizerKinds.Words)}, as the name does not say it");
        return null;
    }

    private static OptimizerSpec WithNumbers(Section section, OptimizerSpec defaults)
    {
        double Read(string key, NumberRange range, double otherwise) => section.Get(key, given => given.Number(range), otherwise) ?? otherwise;
        return defaults with
        {
            Lr = Read("lr", NumberRange.Positive, defaults.Lr),
            Momentum = Read("momentum", NumberRange.BelowOne, defaults.Momentum),
            Beta1 = Read("beta1", NumberRange.BelowOne, defaults.Beta1),
            Beta2 = Read("beta2", NumberRange.BelowOne, defaults.Beta2),
            Epsilon = Read("epsilon", NumberRange.Positive, defaults.Epsilon),
            WeightDecay = Read("weight_decay", NumberRange.NotNegative, defaults.WeightDecay),
            Gamma = Read("gamma", NumberRange.Positive, defaults.Gamma),
        };
    }
}
