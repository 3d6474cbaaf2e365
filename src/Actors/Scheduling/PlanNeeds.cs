using System.Collections.Immutable;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;

namespace Sweeper.Actors.Scheduling;

/// <summary>What the trainings of a plan ask of devices, by kind of training: the sweep's <c>requires</c>, later entries over earlier ones.</summary>
public sealed class PlanNeeds
{
    private readonly TrainingKind[] _kinds;
    private readonly Dictionary<TrainingKind, DeviceNeed> _needs = [];

    /// <summary>Reads a plan.</summary>
    public PlanNeeds(SweepPlan plan)
    {
        // A spec that others share a plan with asks for its own stages alone; a stage of several gets all that any of them asks. Runs have one spec.
        ImmutableArray<DeviceRule> rules = [.. plan.Specs.SelectMany(spec => spec.Requires)];
        _kinds = [.. plan.Stages.Select(TrainingKind.Of)];
        foreach (var stage in plan.Stages)
            if (!_needs.ContainsKey(_kinds[stage.Number])) _needs[_kinds[stage.Number]] = Read(rules, stage);
    }

    /// <summary>The need of a stage.</summary>
    public DeviceNeed this[PlannedStage stage] => _needs[_kinds[stage.Number]];

    /// <summary>What stages need that none of some devices has, with how many stages each; the most first.</summary>
    public IReadOnlyList<(DeviceNeed Need, int Stages)> Unmet(IEnumerable<PlannedStage> stages, IReadOnlyCollection<DeviceOffer> offers) =>
    [
        .. stages.GroupBy(stage => this[stage]).Where(group => !offers.Any(group.Key.IsMetBy)).Select(group => (group.Key, group.Count())).OrderByDescending(pair => pair.Item2),
    ];

    /// <summary>The kind of a stage.</summary>
    internal TrainingKind KindOf(PlannedStage stage) => _kinds[stage.Number];

    /// <summary>The need of a kind.</summary>
    internal DeviceNeed Of(TrainingKind kind) => _needs[kind];

    private static DeviceNeed Read(ImmutableArray<DeviceRule> rules, PlannedStage stage)
    {
        var need = default(DeviceNeed);
        foreach (var rule in rules.Where(rule => rule.Matches(stage.Spec.Model.Name, stage.Spec.Dataset)))
            need = new(rule.Need.Kind ?? need.Kind, rule.Need.MemoryBytes ?? need.MemoryBytes);
        return need;
    }
}
