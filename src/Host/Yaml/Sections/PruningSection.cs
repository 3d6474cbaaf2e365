using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;

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
        var classifier = section.Get("prune_classifier", given => given.Bool(), defaults.Tensors.Classifier);
        var head = section.Get("head_policy", given => given.Word(SpecWords.HeadPolicies), defaults.HeadPolicy);
        var schedule = section.Get("schedule_after_reset", given => given.Word(SpecWords.Schedules), defaults.ScheduleAfterReset);
        if (rounds is null || scopes is null || criteria is null || fractions is null || rewinds is null) return null;
        if (classifier is null || head is null || schedule is null) return null;
        return new PruningSpec
        {
            Rounds = rounds.Value,
            Scopes = scopes.Value,
            Criteria = criteria.Value,
            Fractions = fractions.Value,
            Rewinds = rewinds.Value,
            Tensors = defaults.Tensors with { Classifier = classifier.Value },
            HeadPolicy = head.Value,
            ScheduleAfterReset = schedule.Value,
        };
    }
}
