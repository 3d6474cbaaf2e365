using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>pruning</c>.</summary>
internal static class PruningSection
{
    /// <summary>The most rounds: 0.8^200 of any network's weights is none.</summary>
    public const int MostRounds = 200;

    /// <summary>The pruning, or null and problems.</summary>
    public static PruningSpec? Read(Field field)
    {
        if (Section.Open(field, SpecKeys.Pruning) is not { } section) return null;
        var defaults = new PruningSpec { Rounds = 1 };
        var rounds = section.Get("rounds", given => given.Int(1, MostRounds));
        var scopes = AxisReader.Read(section.Find("scope"), given => given.Word(SpecWords.Scopes), defaults.Scopes);
        var criteria = AxisReader.Read(section.Find("criterion"), given => given.Word(SpecWords.Criteria), defaults.Criteria);
        var fractions = AxisReader.Read(section.Find("fraction"), given => given.Share(), defaults.Fractions);
        var rewinds = AxisReader.Read(section.Find("rewind"), given => given.Duration(), defaults.Rewinds);
        var tensors = TensorsReader.Read(section);
        var head = section.Get("head_policy", given => given.Word(SpecWords.HeadPolicies), defaults.HeadPolicy);
        var headMask = section.Get("head_mask", given => given.Word(SpecWords.HeadMasks), defaults.HeadMask);
        var resetNorm = section.Get("reset_bn", given => given.Bool(), defaults.ResetNorm);
        var moments = section.Get("optimizer_state", given => given.Word(SpecWords.OptimizerStarts), defaults.OptimizerState);
        var schedule = section.Get("schedule_after_reset", given => given.Word(SpecWords.SchedulesAfterReset), defaults.ScheduleAfterReset);
        if (rounds is null || scopes is null || criteria is null || fractions is null || rewinds is null) return null;
        if (tensors is null || head is null || headMask is null || resetNorm is null || moments is null || schedule is null) return null;
        if (headMask == HeadMask.Masked && !(tensors.Classifier && head == HeadPolicy.Always))
            section.Find("head_mask")?.Refuse("is masked, which needs prune_classifier: true and head_policy: always: else no new last layer has a mask; add both, or remove it");
        return new PruningSpec
        {
            Rounds = rounds.Value,
            Scopes = scopes.Value,
            Criteria = criteria.Value,
            Fractions = fractions.Value,
            Rewinds = rewinds.Value,
            Tensors = tensors,
            HeadPolicy = head.Value,
            HeadMask = headMask.Value,
            ResetNorm = resetNorm.Value,
            OptimizerState = moments.Value,
            ScheduleAfterReset = schedule.Value,
        };
    }
}
