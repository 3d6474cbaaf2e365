using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Specs;
using Sweeper.Actors.Tickets;
using Sweeper.Host.Output;
using Sweeper.Host.Reports;
using Sweeper.Host.Reports.Masks;
using Sweeper.Host.Tests.Support;
using Sweeper.Host.Yaml;
using Sweeper.Training.Draws;
using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Reports;

/// <summary>Reports of sweeps that nobody ran, with made-up accuracies and masks.</summary>
internal static class SyntheticReport
{
    private static readonly string[] Names = ["fashion-mnist", "svhn", "cifar-10", "cifar-100", "imagenet", "places365"];

    /// <summary>Six sources, six targets, two optimizers, 15 of 30 rounds, six seeds; some cells of every state are lost.</summary>
    public static ReportData Large() => Of(Plan("large", Names, "[sgd, adam]", "6", "30", "{rounds: paper}"), isWhole: false);

    /// <summary>Two sources, one target, two rounds, three seeds; every cell has its value.</summary>
    public static ReportData Small(string name = "small", Func<SweepPlan, IReadOnlyList<ClaimVerdict>>? verdicts = null) =>
        Of(Plan(name, Names[..2], "[sgd]", "3", "2", "{rounds: all}"), isWhole: true, verdicts);

    /// <summary>The data of a plan.</summary>
    public static ReportData Of(SweepPlan plan, bool isWhole, Func<SweepPlan, IReadOnlyList<ClaimVerdict>>? verdicts = null)
    {
        var results = Results(plan);
        var troubles = isWhole ? [] : Lose(plan, results);
        var reader = new GroupReader(plan, results, troubles);
        var spec = plan.Specs[0];
        return new()
        {
            Sweep = new StoredSweep(spec.Name, CanonicalYaml.Write(spec), $"{spec.Name}.yaml", plan.Datasets, new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
            Store = "./sweeper-store",
            Plan = plan,
            Rows = RowOrder.Sort(AskedSeeds.Cut(plan, [.. plan.Groups.Select(reader.Read)])),
            Verdicts = (verdicts ?? Verdicts)(plan),
            SetAside = troubles,
            Failures = troubles.Count > 0 ? ["failed: 2 x the loss became NaN"] : [],
            Environments = [(new NumericEnvironment("cpu", "Test 1", "2.10", 1, 1), results.Count)],
            Trained = results.Count,
            TrainingSeconds = 12_345,
            Masks = MaskSampler.Sample(MaskFamily.Of(TicketIndex.Of(plan)), ticket => ticket.Seed < 2 ? RandomMask(plan, ticket) : null, MaskLimits.Default),
        };
    }

    /// <summary>A verdict of each kind.</summary>
    public static IReadOnlyList<ClaimVerdict> Verdicts(SweepPlan plan) =>
    [
        Made("tickets of larger sources transfer", Verdict.Supported, 1.83, 1.2, 2.46, null, []),
        Made("tickets of <small> sources & \"others\" are as good, within a point", Verdict.Undecided, -0.4, -1.3, 0.5, 4, ["seed 2: NaN"]),
        Made("tickets from fashion-mnist beat all others", Verdict.Contradicted, -3.1, -3.9, -2.3, null, []),
    ];

    /// <summary>The plan of a sweep of some datasets onto each other.</summary>
    public static SweepPlan Plan(string name, string[] datasets, string optimizers, string seeds, string rounds, string evaluate)
    {
        var endpoints = string.Concat(datasets.Select(dataset => $"  - {{dataset: {dataset}, optimizers: {optimizers}}}\n"));
        var yaml = $"name: {name}\nmodels: [lenet-300-100]\nseeds: {seeds}\nsources:\n{endpoints}targets:\n{endpoints}pruning: {{rounds: {rounds}}}\nevaluate: {evaluate}\n"
            + "recipe: {epochs: 2, batch_size: 32, optimizers: {sgd: {lr: 0.1}, adam: {lr: 3.0e-4}}}\n";
        var plan = SweepPlanner.Plan([Yaml.Sweeps.Spec(yaml)], Plans.Describe);
        Assert.Empty(plan.Problems);
        return plan;
    }

    // Shapes as the paper's: flat, then falling, the own ticket last, the random one first.
    private static Dictionary<StageKey, StoredResult> Results(SweepPlan plan)
    {
        var results = new Dictionary<StageKey, StoredResult>();
        foreach (var group in plan.Groups)
        {
            var pruned = 1 - Math.Pow(0.8, group.Round);
            var source = group.Source is { } from ? 0.5 * Array.IndexOf(Names, from.Dataset.Base) : -8;
            var fall = (group.IsOwnTarget ? 5 : 9 - source) * Math.Pow(pruned, 6);
            foreach (var (seed, stage) in group.Cells)
            {
                var noise = new Draw(seed, $"test/{group.Source}/{group.Target}/{group.Round}").Permutation(101)[0] / 100.0 - 0.5;
                var percent = 92 - 6 * Array.IndexOf(Names, group.Target.Dataset.Base) + (group.Target.Optimizer == "adam" ? -1 : 0) + 0.8 * Math.Sin(3 * pruned) - fall + 0.6 * noise;
                results.TryAdd(plan.Stages[stage].Key, new((int)(100 * percent), 10_000, (long)Math.Round(1000 * pruned), 1000));
            }
        }
        return results;
    }

    private static Dictionary<StageKey, StageTrouble> Lose(SweepPlan plan, Dictionary<StageKey, StoredResult> results)
    {
        var troubles = new Dictionary<StageKey, StageTrouble>();
        foreach (var group in plan.Groups.Where(group => group is { Source: { Optimizer: "sgd", Dataset.Base: "svhn" }, Round: > 20, IsOwnTarget: false }))
        {
            foreach (var (seed, stage) in group.Cells.Where(cell => cell.Seed % 2 == 1))
            {
                var key = plan.Stages[stage].Key;
                results.Remove(key);
                if (seed == 1) troubles.TryAdd(key, new(1, 0, FailureCause.NotANumber, "the loss became NaN"));
            }
        }
        return troubles;
    }

    private static ClaimVerdict Made(string name, Verdict verdict, double difference, double low, double high, int? more, string[] leftOut) => new()
    {
        Claim = new ClaimSpec { Name = name, Compare = new(), Against = new() { Ticket = TicketKind.Random }, Expect = more is null ? ClaimExpectation.Higher : ClaimExpectation.Equal, Margin = more is null ? null : 1 },
        Verdict = verdict,
        N = 6 - leftOut.Length,
        Wanted = 6,
        Difference = difference,
        Ci95Low = low,
        Ci95High = high,
        P = 0.0001,
        HolmP = 0.0003,
        SignFlipP = 0.0156,
        WilcoxonP = 0.0156,
        EffectSize = 2.1,
        SeedsStillNeeded = more,
        LeftOut = leftOut,
    };

    /// <summary>A mask that leaves as many weights as a ticket's round does, in random places of the network.</summary>
    public static Mask RandomMask(SweepPlan plan, WinningTicket ticket)
    {
        var parts = Mask.PartsOf(plan.ArchitectureOf(ticket.Chain[0]), ticket.Pruning.Rule.Tensors);
        var alive = new bool[parts.Sum(part => part.Length)];
        foreach (var place in new Draw(ticket.Seed, $"test/mask/{ticket.Source}").Permutation(alive.Length).AsSpan(0, (int)PruningSchedule.Remaining(alive.Length, 0.2m, ticket.Round))) alive[place] = true;
        return Mask.Where(parts, alive);
    }
}
