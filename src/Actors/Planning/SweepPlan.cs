using System.Collections.Concurrent;
using System.Collections.Immutable;
using Sweeper.Actors.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;

namespace Sweeper.Actors.Planning;

/// <summary>What one or several sweeps ask for, expanded to cells and merged to stages: equal work stands in it once (law 3).</summary>
public sealed class SweepPlan
{
    private readonly ConcurrentDictionary<(ModelSpec Model, ImageGeometry Input, int Classes), Architecture> _architectures = [];

    internal SweepPlan(
        ImmutableArray<SweepSpec> specs,
        ImmutableArray<CellGroup> groups,
        ImmutableArray<PlannedStage> stages,
        int chains,
        ImmutableDictionary<string, DatasetInfo> datasets,
        ImmutableArray<PlanProblem> problems)
    {
        Specs = specs;
        Groups = groups;
        Stages = stages;
        Chains = chains;
        Datasets = datasets;
        Problems = problems;
    }

    /// <summary>The sweeps.</summary>
    public ImmutableArray<SweepSpec> Specs { get; }

    /// <summary>The cells, grouped; groups that several sweeps ask for stand here once a sweep.</summary>
    public ImmutableArray<CellGroup> Groups { get; }

    /// <summary>The stages, each after those it needs.</summary>
    public ImmutableArray<PlannedStage> Stages { get; }

    /// <summary>Chains: distinct (model, pruning, source, seed).</summary>
    public int Chains { get; }

    /// <summary>What is known of each dataset, by its text.</summary>
    public ImmutableDictionary<string, DatasetInfo> Datasets { get; }

    /// <summary>Why it cannot be run as asked; empty where it can.</summary>
    public ImmutableArray<PlanProblem> Problems { get; }

    /// <summary>Cells.</summary>
    public long Cells => Groups.Sum(group => (long)group.Cells.Length);

    /// <summary>Trainings if nothing were shared: a winning ticket of round r costs r + 1.</summary>
    public long TrainingsIfEveryCellRanAlone => Groups.Sum(group => (long)group.Cells.Length * group.TrainingsAlone);

    /// <summary>Trainings that must run one after the other.</summary>
    public int CriticalPathTrainings => Stages.Length == 0 ? 0 : Stages.Max(stage => stage.Depth);

    /// <summary>Whether every dataset is at hand, so that keys are final.</summary>
    public bool IsResolved => Datasets.Values.All(info => info.Digest is not null);

    /// <summary>The network of a stage; built once for all stages of a model, an input and a number of classes.</summary>
    public Architecture ArchitectureOf(PlannedStage stage) => _architectures.GetOrAdd(
        (stage.Spec.Model, stage.Spec.Input.Geometry, Datasets[stage.Spec.Dataset.Text].Classes), key => ModelCatalog.Build(key.Model, key.Input, key.Classes));

    /// <summary>Optimizer steps of a stage.</summary>
    public long StepsOf(PlannedStage stage)
    {
        var perEpoch = stage.Spec.Recipe.StepsPerEpoch(Datasets[stage.Spec.Dataset.Text].TrainImages);
        return stage.Spec.Recipe.Length.ToSteps(perEpoch) - stage.Spec.FirstStep;
    }

    /// <summary>Passes over the training set, all stages together.</summary>
    public double Epochs => Stages.Sum(stage => (double)StepsOf(stage) / stage.Spec.Recipe.StepsPerEpoch(Datasets[stage.Spec.Dataset.Text].TrainImages));

    /// <summary>The keys of the stages; gathered anew at each call.</summary>
    public HashSet<StageKey> Keys()
    {
        var keys = new HashSet<StageKey>(Stages.Length);
        foreach (var stage in Stages) keys.Add(stage.Key);
        return keys;
    }

    /// <summary>Operations of the longest path of trainings that starts with each stage, by stage number.</summary>
    public IReadOnlyList<double> LongestPaths => field ??= StageCosts.LongestPaths(this);

    /// <summary>The stage of each key.</summary>
    public IReadOnlyDictionary<StageKey, PlannedStage> ByKey => field ??= Stages.ToDictionary(stage => stage.Key);
}
