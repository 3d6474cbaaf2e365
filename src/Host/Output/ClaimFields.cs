using Sweeper.Actors.Claims;

namespace Sweeper.Host.Output;

/// <summary>The numbers of a verdict under their names in JSON, in the order of every output.</summary>
internal static class ClaimFields
{
    /// <summary>Name and value; null where there is none.</summary>
    public static IReadOnlyList<(string Name, double? Value)> Numbers(ClaimVerdict verdict) =>
    [
        ("difference", verdict.Difference),
        ("sd", verdict.Sd),
        ("ci95Low", verdict.Ci95Low),
        ("ci95High", verdict.Ci95High),
        ("effectSize", verdict.EffectSize),
        ("p", verdict.P),
        ("holmP", verdict.HolmP),
        ("oppositeP", verdict.OppositeP),
        ("oppositeHolmP", verdict.OppositeHolmP),
        ("signFlipP", verdict.SignFlipP),
        ("signFlipDecidesFrom", verdict.SignFlipDecidesFrom),
        ("wilcoxonP", verdict.WilcoxonP),
        ("wilcoxonDecidesFrom", verdict.WilcoxonDecidesFrom),
        ("smallestDetectable", verdict.SmallestDetectable),
        ("seedsStillNeeded", verdict.SeedsStillNeeded),
    ];
}
