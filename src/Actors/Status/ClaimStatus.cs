namespace Sweeper.Actors.Status;

/// <summary>A claim and what the results so far say of it.</summary>
/// <param name="Name">The claim in words.</param>
/// <param name="Verdict">supported, contradicted or undecided.</param>
/// <param name="Expect">What is expected of compare - against.</param>
/// <param name="Difference">The mean difference in points (for grows in points a round); null without a seed.</param>
/// <param name="Low">The lower end of its interval; null below two seeds.</param>
/// <param name="High">The upper end.</param>
/// <param name="N">Seeds with every cell of both sides.</param>
/// <param name="Wanted">Seeds asked for.</param>
/// <param name="P">The p that decides, after all corrections; null below two seeds.</param>
/// <param name="SeedsStillNeeded">Where undecided: seeds more that would support it if all stayed as it is; null where that cannot be said.</param>
public sealed record ClaimStatus(
    string Name, string Verdict, string Expect, double? Difference, double? Low, double? High, int N, int Wanted, double? P, int? SeedsStillNeeded);
