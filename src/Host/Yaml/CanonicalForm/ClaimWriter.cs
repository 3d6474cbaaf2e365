using System.Globalization;
using Sweeper.Actors.Specs;

namespace Sweeper.Host.Yaml.CanonicalForm;

/// <summary>Writes claims.</summary>
internal static class ClaimWriter
{
    /// <summary>A claim, on one line; targets and rounds that are left out are all of them.</summary>
    public static string Claim(ClaimSpec claim) => Flow.Map(
        ("name", Flow.Text(claim.Name)),
        ("compare", Arm(claim.Compare)),
        ("against", Arm(claim.Against)),
        ("target", Flow.Axis([.. claim.Targets.Select(Flow.Text)])),
        ("rounds", claim.Rounds.IsEmpty ? null : Flow.List(claim.Rounds.Select(round => round.ToString(CultureInfo.InvariantCulture)))),
        ("expect", SpecWords.Expectations.WordFor(claim.Expect)),
        ("margin", Flow.Number(claim.Margin)));

    private static string Arm(ClaimArm arm) => Flow.Map(
        ("ticket", SpecWords.Tickets.WordFor(arm.Ticket)),
        ("source", Named(arm.Source)),
        ("source_optimizer", Named(arm.SourceOptimizer)),
        ("target_optimizer", Named(arm.TargetOptimizer)),
        ("model", Named(arm.Model)),
        ("scope", Named(arm.Scope)));

    private static string? Named(string? name) => name is null ? null : Flow.Text(name);
}
