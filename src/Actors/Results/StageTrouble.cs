using Sweeper.Actors.Specs;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>The failed attempts that count against a stage: those since the last <c>retry</c> of it.</summary>
/// <param name="Attempts">How many failed.</param>
/// <param name="Crashes">How many of them ended with the process.</param>
/// <param name="Cause">The last one's cause.</param>
/// <param name="Message">The last one's message.</param>
public sealed record StageTrouble(int Attempts, int Crashes, FailureCause Cause, string Message)
{
    /// <summary>After so many attempts that ended with the process a stage is set aside, whatever the policy (law 2).</summary>
    public const int MostCrashes = 3;

    /// <summary>Whether the stage is not to be tried again. A NaN would come again: a stage is a function of its key.</summary>
    public bool SetsAside(FailurePolicy policy) =>
        Cause == FailureCause.NotANumber || Crashes >= MostCrashes || Attempts - Crashes >= policy.Attempts;

    /// <summary>Which failure of its kind the last one was, and how many set the stage aside: ends of the process are counted apart from all else.</summary>
    public (int Number, int Most) Tries(FailurePolicy policy) => Cause == FailureCause.Crash ? (Crashes, MostCrashes) : (Attempts - Crashes, policy.Attempts);

    /// <summary>The troubles that set their stage aside.</summary>
    public static Dictionary<StageKey, StageTrouble> ThatSetAside(IReadOnlyDictionary<StageKey, StageTrouble> troubles, FailurePolicy policy) =>
        troubles.Where(pair => pair.Value.SetsAside(policy)).ToDictionary();

    /// <summary>Whether one more attempt that ends with the process sets the stage aside.</summary>
    public bool IsSuspect => Crashes == MostCrashes - 1;
}
