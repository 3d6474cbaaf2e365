using System.Globalization;
using Sweeper.Actors.Status;
using Sweeper.Host.Output;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>What results say of the claims: differences with their intervals on one axis around 0.</summary>
internal static class ClaimsPanel
{
    public static void Draw(Area area, IReadOnlyList<ClaimStatus> claims, int? cursor)
    {
        var reach = Reach(claims);
        var (name, plot) = area.Width < 70 ? (14, 15) : (28, 21);
        var table = new Table<ClaimStatus>(
            TableColumn<ClaimStatus>.Text("", 1, 0, claim => Verdict(claim)),
            TableColumn<ClaimStatus>.Text("claim", name, 1, claim => claim.Name, grows: true),
            TableColumn<ClaimStatus>.Text("verdict", 12, 6, claim => Verdict(claim) with { Text = claim.Verdict }),
            TableColumn<ClaimStatus>.Text("expected", 10, 8, claim => claim.Expect),
            TableColumn<ClaimStatus>.Number("points", 7, 3, claim => Points(claim.Difference)),
            new(Axis(reach, plot), plot, 2, (line, claim) => Bars.Interval(line, 0, 0, plot, reach, claim.Difference, claim.Low, claim.High, Verdict(claim).Ink)),
            TableColumn<ClaimStatus>.Number("seeds", 6, 4, claim => $"{claim.N}/{claim.Wanted}"),
            TableColumn<ClaimStatus>.Number("p", 7, 7, claim => P(claim.P)),
            TableColumn<ClaimStatus>.Number("needs", 5, 5, claim => claim.SeedsStillNeeded is { } more and > 0 ? new($"+{more}", Ink.Warn) : new("-", Ink.Dim)))
        {
            Sentence = claim => $"{claim.Name}: {claim.Verdict}, {Points(claim.Difference).Text}{Interval(claim)}, expected {claim.Expect}",
        };
        table.Draw(area, claims, cursor);
    }

    private static InkedText Verdict(ClaimStatus claim) => claim.Verdict switch
    {
        "supported" => new("✓", Ink.Good),
        "contradicted" => new("✗", Ink.Bad),
        _ => new("·", Ink.Warn),
    };

    // A round number, so that the axis stays while intervals become narrower.
    private static double Reach(IReadOnlyList<ClaimStatus> claims)
    {
        var most = claims.SelectMany(claim => new[] { claim.Difference, claim.Low, claim.High }).OfType<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        if (most < 0.01) return most > 0 ? 0.01 : 1;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return new[] { 1, 2, 5, 10 }.First(step => step * unit >= most * 0.999999) * unit;
    }

    // The title of the plot: its ends and 0 where they are.
    private static string Axis(double reach, int plot)
    {
        var end = reach.ToString("0.##", CultureInfo.InvariantCulture);
        return Fitted.Left($"-{end}", plot / 2) + "0" + Fitted.Right($"+{end}", plot / 2);
    }

    private static InkedText Points(double? value) => value is { } points && double.IsFinite(points)
        ? new(Humans.Signed(points)) : new("-", Ink.Dim);

    private static string Interval(ClaimStatus claim) => claim is { Low: { } low, High: { } high } ? $" [{Points(low).Text}, {Points(high).Text}]" : "";

    private static InkedText P(double? p) => p is not { } value ? new("-", Ink.Dim)
        : new(value < 0.0001 ? "<0.0001" : value.ToString("0.0000", CultureInfo.InvariantCulture));
}
