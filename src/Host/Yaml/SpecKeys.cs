using System.Collections.Immutable;

namespace Sweeper.Host.Yaml;

/// <summary>Every key that a sweep file may have: the reader accepts these and no others, and the schema lists them.</summary>
public static class SpecKeys
{
    public static SpecKeySet Sweep { get; } = Set("sweep",
        new("name", "the sweep's name in the store: letters, digits, - _ .", Required: true),
        new("models", "the networks, such as [lenet-300-100]", Required: true),
        new("input", "what every dataset is brought to; native leaves images as they are"),
        new("seeds", "how many seeds (3 is 0, 1, 2), or a list of them"),
        new("sources", "where tickets are found: a list of {dataset, optimizers}", Required: true),
        new("targets", "where tickets are trained: a list of {dataset, optimizers}", Required: true),
        new("pairs", "which sources meet which targets: all, or a list every entry of which narrows"),
        new("tickets", "the kinds of ticket: winning, random, random-layerwise, random-weights"),
        new("pruning", "how networks are pruned", Required: true),
        new("evaluate", "which rounds are measured"),
        new("recipe", "how networks are trained", Required: true),
        new("overrides", "exceptions to recipe and pruning; later wins"),
        new("requires", "which devices may do which trainings; later wins"),
        new("on_failure", "what happens when trainings fail"),
        new("keep", "what stays in the store besides results and tickets: none, or finals (the weights at the end of every chain stage)"),
        new("claims", "what the numbers shall decide"));

    public static SpecKeySet Model { get; } = Set("model",
        new("name", "a model's name", Required: true),
        new("init", "how weights are first drawn; without it the model's own way"),
        new("batch_norm", "whether a conv-N network has batch normalisation"),
        new("stem", "how a resnet-18, -34 or -50 starts: imagenet (7x7, stride 2, and a pool) or small (3x3)"),
        new("width", "channels of the first stage of a resnet-20, -32 or -56"));

    public static SpecKeySet Input { get; } = Set("input",
        new("channels", "colour channels of every image: 1, 3, or native, which keeps each dataset's own"),
        new("size", "width and height of every image in pixels; native keeps each dataset's own"),
        new("normalisation", "the constants that make pixels numbers: dataset, imagenet, half or none"));

    public static SpecKeySet Seeds { get; } = Set("seeds",
        new("min", "seeds that always run", Required: true),
        new("max", "seeds at most", Required: true),
        new("until", "when to stop adding seeds", Required: true));

    public static SpecKeySet SeedsUntil { get; } = Set("until",
        new SpecKey("ci95_halfwidth", "half the width of the 95% interval, in points", Required: true));

    public static SpecKeySet Endpoint { get; } = Set("endpoint",
        new("dataset", "a dataset, as text or as a map", Required: true),
        new("optimizers", "names of the recipe's optimizers; without it all of them"));

    public static SpecKeySet Dataset { get; } = Set("dataset",
        new("name", "a known dataset, one of its halves NAME-a and NAME-b, a folder on SWEEPER_DATA, or folder:PATH", Required: true),
        new("classes", "how many classes are kept (5 keeps labels 0-4), or a list of labels"),
        new("fraction", "the fraction of the training set that is kept"),
        new("label_noise", "the fraction of training labels that is made wrong"),
        new("label", "what people see in place of the text"));

    public static SpecKeySet PairEntry { get; } = Set("pair",
        new("except", "pairs that match both sides are left out"),
        new("only", "pairs that do not match both sides are left out"));

    public static SpecKeySet PairSides { get; } = Set("sides",
        new("source", "which sources; none named is all"),
        new("target", "which targets; none named is all"));

    public static SpecKeySet PairSide { get; } = Set("side",
        new("dataset", "a dataset or a list of them"),
        new("optimizer", "an optimizer or a list of them"));

    public static SpecKeySet Pruning { get; } = Set("pruning",
        new("scope", "where magnitudes are ranked: global or layerwise; a list makes an axis"),
        new("criterion", "what ranks the weights: magnitude"),
        new("fraction", "the fraction of the remaining weights that a round prunes; a list makes an axis"),
        new("rounds", "how often the network is pruned", Required: true),
        new("rewind", "to which moment of round 0 weights go back: 0, 500it or 1ep; a list makes an axis"),
        new("prune_tensors", "which tensors are pruned: conv, linear, or a list of both (no axis)"),
        new("prune_classifier", "whether the last linear layer is pruned too"),
        new("head_policy", "when a ticket's last layer is drawn anew on its target: reinit_if_shape_differs or always"),
        new("head_mask", "which mask a last layer that is drawn anew gets: dense (none), or masked (the ticket's)"),
        new("reset_bn", "whether a ticket's batch norm starts anew instead of as it was at the rewind point"),
        new("optimizer_state", "with which moments the optimizer of a rewound training starts: fresh or rewound"),
        new("schedule_after_reset", "where the learning-rate schedule of a rewound training starts: restart or resume"));

    public static SpecKeySet Evaluate { get; } = Set("evaluate",
        new SpecKey("rounds", "all, paper (0-6, then every third), or a list"));

    public static SpecKeySet Recipe { get; } = Set("recipe",
        new("epochs", "how long one training lasts: 160, or 160ep, or 5000it", Required: true),
        new("batch_size", "images a step", Required: true),
        new("micro_batch_size", "images a forward pass, whose gradients are added up to a step: a number, or all of the batch"),
        new("drop_last", "whether the last short batch of an epoch is left out"),
        new("label_smoothing", "the part of a label's probability that is spread over all classes"),
        new("optimizers", "the optimizers by name, such as {sgd: {lr: 0.1}}", Required: true),
        new("augmentation", "what is done to training images at random: none, flip-crop or imagenet"));

    public static SpecKeySet Optimizer { get; } = Set("optimizer",
        new("kind", "sgd, adam or adamw; an optimizer called so need not say it"),
        new("lr", "the learning rate"),
        new("momentum", "SGD's momentum"),
        new("nesterov", "whether SGD looks ahead along its momentum"),
        new("beta1", "Adam's decay of the first moment"),
        new("beta2", "Adam's decay of the second moment"),
        new("epsilon", "Adam's term in the denominator"),
        new("weight_decay", "L2 decay; under adamw decoupled from the gradient"),
        new("weight_decay_on_bn_bias", "whether biases and batch norm decay too"),
        new("schedule", "how the rate falls: milestones, or cosine"),
        new("milestones", "when the rate is multiplied by gamma, such as [80ep, 120ep]"),
        new("gamma", "the factor at each milestone"),
        new("warmup", "how long the rate rises linearly from 0"));

    public static SpecKeySet Override { get; } = Set("override",
        new("match", "which trainings are meant, by model, dataset and optimizer"),
        new("role", "which trainings are meant, by role: source (chains) or target"),
        new("recipe", "what changes in the recipe"),
        new("pruning", "what changes in the pruning of chains"));

    public static SpecKeySet Match { get; } = Set("match",
        new("model", "a model or a list of them"),
        new("dataset", "a dataset or a list of them"),
        new("optimizer", "an optimizer or a list of them"));

    public static SpecKeySet RecipePatch { get; } = Set("recipe_change",
        new("epochs", "how long one training lasts: 160, or 160ep, or 5000it"),
        new("batch_size", "images a step"),
        new("micro_batch_size", "images a forward pass"),
        new("drop_last", "whether the last short batch of an epoch is left out"),
        new("label_smoothing", "the part of a label's probability that is spread over all classes"),
        new("optimizers", "changes to optimizers, by name"),
        new("augmentation", "what is done to training images at random: none, flip-crop or imagenet"));

    public static SpecKeySet OptimizerPatch { get; } = Set("optimizer_change",
        new("lr", "the learning rate"),
        new("momentum", "SGD's momentum"),
        new("nesterov", "whether SGD looks ahead along its momentum"),
        new("weight_decay", "L2 decay"),
        new("weight_decay_on_bn_bias", "whether biases and batch norm decay too"),
        new("schedule", "how the rate falls: milestones, or cosine, which drops the milestones"),
        new("milestones", "when the rate is multiplied by gamma"),
        new("gamma", "the factor at each milestone"),
        new("warmup", "how long the rate rises linearly from 0"));

    public static SpecKeySet PruningPatch { get; } = Set("pruning_change",
        new SpecKey("rewind", "to which moment of round 0 weights go back", Required: true));

    public static SpecKeySet Requirement { get; } = Set("requirement",
        new("match", "which trainings are meant, by model and dataset; without it all"),
        new("device", "cpu or cuda"),
        new("memory", "memory that the device must have at least, such as 40GiB"));

    public static SpecKeySet RequirementMatch { get; } = Set("requirement_match",
        new("model", "a model or a list of them"),
        new("dataset", "a dataset or a list of them"));

    public static SpecKeySet OnFailure { get; } = Set("on_failure",
        new("attempts", "how often a training is tried before it is set aside"),
        new("nan", "what a NaN in a loss does: quarantine or stop"),
        new("stop_if_first_all_fail", "the sweep stops if so many trainings fail first, all alike; 0 never stops it"));

    public static SpecKeySet Claim { get; } = Set("claim",
        new("name", "the claim in words", Required: true),
        new("compare", "the cells said to be higher, lower or equal", Required: true),
        new("against", "the cells they are compared with", Required: true),
        new("target", "a target dataset or a list of them; without it all"),
        new("rounds", "a round or a list of them; without it all that are evaluated"),
        new("expect", "higher, lower, not-lower, equal or grows", Required: true),
        new("margin", "for not-lower and equal: the margin in points"));

    public static SpecKeySet ClaimArm { get; } = Set("claim_arm",
        new("ticket", "the ticket kind", Required: true),
        new("source", "the source dataset"),
        new("source_optimizer", "the source's optimizer"),
        new("target_optimizer", "the target's optimizer"),
        new("model", "the model"),
        new("scope", "the pruning scope"));

    /// <summary>Every map that a sweep file may hold.</summary>
    public static ImmutableArray<SpecKeySet> All { get; } =
    [
        Sweep, Model, Input, Seeds, SeedsUntil, Endpoint, Dataset, PairEntry, PairSides, PairSide, Pruning, Evaluate, Recipe, Optimizer,
        Override, Match, RecipePatch, OptimizerPatch, PruningPatch, Requirement, RequirementMatch, OnFailure, Claim, ClaimArm,
    ];

    private static SpecKeySet Set(string name, params SpecKey[] keys) => new(name, [.. keys]);
}
