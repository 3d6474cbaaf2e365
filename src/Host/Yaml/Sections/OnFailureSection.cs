using Sweeper.Actors.Specs;
using Sweeper.Host.Yaml.Reading;

namespace Sweeper.Host.Yaml.Sections;

/// <summary>Reads <c>on_failure</c>.</summary>
internal static class OnFailureSection
{
    private const int MostAttempts = 100;
    private const int MostFirst = 1_000_000;

    /// <summary>The policy, its defaults where a key is left out or cannot be read.</summary>
    public static FailurePolicy Read(Field field)
    {
        var defaults = new FailurePolicy();
        if (Section.Open(field, SpecKeys.OnFailure) is not { } section) return defaults;
        return new FailurePolicy
        {
            Attempts = section.Get("attempts", given => given.Int(1, MostAttempts)) ?? defaults.Attempts,
            Nan = section.Get("nan", word => word.Word(SpecWords.NanPolicies)) ?? defaults.Nan,
            StopIfFirstAllFail = section.Get("stop_if_first_all_fail", given => given.Int(0, MostFirst)) ?? defaults.StopIfFirstAllFail,
        };
    }
}
