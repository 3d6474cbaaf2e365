using Sweeper.Host.Yaml.Reading;
using Sweeper.Host.Yaml.Tree;
using Sweeper.Training.Recipes;
using Sweeper.Training.Time;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads one entry of <c>recipe.optimizers</c>.</summary>
internal static class OptimizerSection
{
    private static readonly string[] SgdOnly = ["momentum", "nesterov"];
    private static readonly string[] AdamOnly = ["beta1", "beta2", "epsilon"];

    /// <summary>What a key that is left out is, for each kind (paper, "Training").</summary>
    public static OptimizerSpec Default(OptimizerKind kind) => kind switch
    {
        OptimizerKind.Sgd => new OptimizerSpec(kind, 0.1) { Momentum = 0.9, WeightDecay = 1e-4 },
        // The paper has no AdamW: the rate is its Adam's, the decay PyTorch's.
        OptimizerKind.AdamW => new OptimizerSpec(kind, 3e-4) { WeightDecay = 0.01 },
        _ => new OptimizerSpec(kind, 3e-4) { WeightDecay = 1e-4 },
    };

    /// <summary>The optimizer, or null and problems.</summary>
    public static OptimizerSpec? Read(Field field, string name)
    {
        // `sgd:` with nothing after it is SGD as the paper has it.
        if (field.IsEmpty) field = field with { Node = new YamlMap(field.Place, []) };
        if (Section.Open(field, SpecKeys.Optimizer) is not { } section) return null;
        var kind = Kind(section, name);
        if (kind is { } known) RefuseForeign(section, known);
        var optimizer = WithNumbers(section, Default(kind ?? OptimizerKind.Sgd));
        if (kind == OptimizerKind.Sgd && optimizer is { Nesterov: true, Momentum: 0 })
            section.Find("nesterov")?.Refuse("is true and looks ahead along a momentum, which is 0; raise momentum, or remove nesterov");
        var schedule = section.Get("schedule", given => given.Word(SpecWords.RateSchedules), optimizer.Schedule);
        if (schedule == RateSchedule.Cosine) RefuseSteps(section);
        return kind is null ? null : optimizer with
        {
            Schedule = schedule ?? default,
            Milestones = section.Find("milestones") is { } given ? ScheduleReader.Milestones(given) : [],
            Warmup = section.Get("warmup", moment => moment.Duration(), Duration.Zero) ?? Duration.Zero,
        };
    }

    /// <summary>Reports keys that belong to the other kind.</summary>
    public static void RefuseForeign(Section section, OptimizerKind kind)
    {
        var (foreign, owner) = kind == OptimizerKind.Sgd ? (AdamOnly, "adam and adamw") : (SgdOnly, "sgd");
        foreach (var key in foreign.Where(section.Knows))
            if (section.Find(key) is { } given)
                given.Refuse($"belongs to {owner}, and this optimizer is {SpecWords.OptimizerKinds.WordFor(kind)}; remove it");
    }

    /// <summary>Reports the keys of a rate that falls in steps.</summary>
    public static void RefuseSteps(Section section)
    {
        foreach (var key in new[] { "milestones", "gamma" })
            if (section.Find(key) is { } given)
                given.Refuse("has no effect under schedule: cosine, which falls by itself; remove one of them");
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
        bool Flag(string key, bool otherwise) => section.Get(key, given => given.Bool(), otherwise) ?? otherwise;
        double Read(string key, NumberRange range, double otherwise) => section.Get(key, given => given.Number(range), otherwise) ?? otherwise;
        return defaults with
        {
            Lr = Read("lr", NumberRange.Positive, defaults.Lr),
            Momentum = Read("momentum", NumberRange.BelowOne, defaults.Momentum),
            Nesterov = Flag("nesterov", defaults.Nesterov),
            Beta1 = Read("beta1", NumberRange.BelowOne, defaults.Beta1),
            Beta2 = Read("beta2", NumberRange.BelowOne, defaults.Beta2),
            Epsilon = Read("epsilon", NumberRange.Positive, defaults.Epsilon),
            WeightDecay = Read("weight_decay", NumberRange.NotNegative, defaults.WeightDecay),
            DecayBnAndBias = Flag("weight_decay_on_bn_bias", defaults.DecayBnAndBias),
            Gamma = Read("gamma", NumberRange.Positive, defaults.Gamma),
        };
    }
}
