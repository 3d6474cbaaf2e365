using Sweeper.Actors.Results;
using Sweeper.Host.Output;

namespace Sweeper.Host.Runs;

/// <summary>Says so when a store has results that another version of the program wrote under keys of its own (docs/keys.md).</summary>
internal static class VersionSummary
{
    /// <summary>Nothing where all is of this version.</summary>
    public static IEnumerable<string> Of(IResultStore results)
    {
        if (results.StagesOfOtherVersions() is > 0 and var others)
            yield return $"{Humans.Count(others, "stored result")} of another version of Sweeper: kept, and not counted, because trainings have other keys since";
    }
}
