using System.Collections.Immutable;

namespace Sweeper.Host.Launching;

/// <summary>How the system's ssh is called.</summary>
/// <param name="Config">A configuration file in place of the user's; null is the user's.</param>
/// <param name="Options">Options for <c>-o</c>; they win over those that Sweeper gives.</param>
internal sealed record SshSettings(string? Config, ImmutableArray<string> Options)
{
    public static SshSettings Default { get; } = new(null, []);
}
