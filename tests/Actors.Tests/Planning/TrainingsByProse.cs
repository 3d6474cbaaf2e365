using Sweeper.Actors.Specs;
using Sweeper.Training.Tickets;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Tests.Planning;

/// <summary>
/// The trainings that a sweep of <see cref="Support.Grids"/> needs, counted by the prose of the design: for each cell the training
/// that is its value, and those that its ticket needs. Each is written as a text; equal trainings have equal texts.
/// </summary>
internal sealed class TrainingsByProse(SweepSpec spec)
{
    private static readonly Dictionary<string, (int Images, int Classes)> Data = new() { ["a"] = (320, 10), ["b"] = (640, 10), ["c"] = (320, 5) };

    private readonly HashSet<string> _trainings = [];

    public static int Count(SweepSpec spec) => new TrainingsByProse(spec).All().Count;

    private HashSet<string> All()
    {
        foreach (var target in Ends(spec.Targets))
        {
            var sources = Ends(spec.Sources).Where(source => spec.Pairs.All(pair => pair.Allows(source, target))).ToList();
            foreach (var seed in spec.Seeds)
            {
                foreach (var round in spec.Rounds)
                {
                    if (spec.Tickets.Contains(TicketKind.Winning))
                        foreach (var source in sources) Winning(source, target, seed, round);
                    foreach (var kind in spec.Tickets.Where(kind => kind is TicketKind.RandomLayerwise or TicketKind.RandomWeights))
                        foreach (var source in sources) Redrawn(kind, source, target, seed, round);
                    if (spec.Tickets.Contains(TicketKind.Random) && sources.Count > 0) Random(target, seed, round);
                }
            }
        }
        return _trainings;
    }

    // "random depends on (model, fraction, round, seed) only"; its round 0 is the dense training of the target.
    private void Random(Endpoint target, long seed, int round)
    {
        foreach (var fraction in spec.Pruning.Fractions)
            _trainings.Add(round == 0 ? Dense(target, Role.Target, seed) : $"random {fraction} {round} {seed} on {Where(target, Role.Target)}");
    }

    // Fresh weights over the mask of the source's round r, which takes the chain's rounds before r and nothing else of it.
    private void Redrawn(TicketKind kind, Endpoint source, Endpoint target, long seed, int round)
    {
        foreach (var scope in spec.Pruning.Scopes)
        {
            foreach (var fraction in spec.Pruning.Fractions)
            {
                foreach (var rewind in Rewinds(source))
                {
                    // "For every kind but winning, round 0 is one stage: dense, from init, on the target."
                    if (round == 0)
                    {
                        _trainings.Add(Dense(target, Role.Target, seed));
                        continue;
                    }
                    var rule = $"{scope} {fraction}";
                    Chain(source, rule, rewind, seed, round);
                    // Round 1's mask is of the dense training, wherever tickets are rewound to.
                    var mask = round == 1 ? $"{rule} of {Dense(source, Role.Source, seed)}" : $"{rule} round {round} by {Steps(rewind, source)} of {Dense(source, Role.Source, seed)}";
                    var head = spec.Pruning.Tensors.Classifier && HeadOf(source, target) != "fresh" ? "masked" : "dense";
                    _trainings.Add($"{kind} {mask} {head} head on {Where(target, Role.Target)}");
                }
            }
        }
    }

    // "Winning ticket r = prune(mask r-1, final weights of chain stage r-1)", and the weights of chain stage 0.
    private void Chain(Endpoint source, string rule, Duration rewind, long seed, int round)
    {
        _trainings.Add(Dense(source, Role.Source, seed));
        for (var earlier = 1; earlier < round; earlier++)
            _trainings.Add(Ticket(source, rule, rewind, seed, earlier, source, Role.Source, "kept"));
    }

    private string HeadOf(Endpoint source, Endpoint target)
    {
        var fits = Data[source.Dataset.Text].Classes == Data[target.Dataset.Text].Classes;
        if (fits && spec.Pruning.HeadPolicy != HeadPolicy.Always) return "kept";
        return fits && spec.Pruning is { HeadMask: HeadMask.Masked, Tensors.Classifier: true } ? "fresh masked" : "fresh";
    }

    private void Winning(Endpoint source, Endpoint target, long seed, int round)
    {
        foreach (var scope in spec.Pruning.Scopes)
        {
            foreach (var fraction in spec.Pruning.Fractions)
            {
                foreach (var rewind in Rewinds(source))
                {
                    var rule = $"{scope} {fraction}";
                    // "For winning on its own source, round 0 is one stage: dense, from init, on the target."
                    if (round == 0 && source == target)
                    {
                        _trainings.Add(Dense(target, Role.Target, seed));
                        continue;
                    }
                    Chain(source, rule, rewind, seed, round);
                    _trainings.Add(Ticket(source, rule, rewind, seed, round, target, Role.Target, HeadOf(source, target)));
                }
            }
        }
    }

    private string Ticket(Endpoint source, string rule, Duration rewind, long seed, int round, Endpoint on, Role role, string head)
    {
        var first = spec.Pruning.ScheduleAfterReset == ScheduleAfterReset.Resume ? Steps(rewind, on) : 0;
        var mask = round == 0 ? "ones" : $"{rule} round {round}";
        return $"winning {mask} rewound to {Steps(rewind, source)} of {Dense(source, Role.Source, seed)} {head} head "
            + $"from step {first} on {Where(on, role)}";
    }

    private string Dense(Endpoint on, Role role, long seed) => $"dense {seed} on {Where(on, role)}";

    // Data and resolved recipe: the only parts that the sweeps' overrides change are the length and the rewind point.
    private string Where(Endpoint on, Role role)
    {
        var epochs = spec.Recipe.Length.Count;
        foreach (var rule in spec.Overrides)
        {
            if (rule.Recipe.Length is { } length && Applies(rule, on, role)) epochs = length.Count;
        }
        return $"{on.Dataset.Text} {on.Optimizer} {epochs} epochs";
    }

    private IEnumerable<Duration> Rewinds(Endpoint source)
    {
        var overridden = spec.Overrides.Where(rule => rule.Pruning.Rewind is not null && Applies(rule, source, Role.Source)).ToList();
        return overridden.Count == 0 ? spec.Pruning.Rewinds : [overridden[^1].Pruning.Rewind!.Value];
    }

    private static bool Applies(OverrideSpec rule, Endpoint on, Role role) =>
        (rule.Role is null || rule.Role == role) && (rule.Datasets.IsEmpty || rule.Datasets.Contains(on.Dataset.Text));

    private static int Steps(Duration duration, Endpoint on) =>
        duration.Unit == DurationUnit.Epochs ? duration.Count * Data[on.Dataset.Text].Images / 32 : duration.Count;

    private static IEnumerable<Endpoint> Ends(IEnumerable<SpecEndpoint> entries) =>
        entries.SelectMany(entry => entry.Optimizers.Select(optimizer => new Endpoint(entry.Dataset, optimizer)));
}
