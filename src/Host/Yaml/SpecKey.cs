namespace Sweeper.Host.Yaml;

/// <summary>A key of a sweep file.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Summary">What it means, in a few words.</param>
/// <param name="Required">Whether a file without it is refused.</param>
public sealed record SpecKey(string Name, string Summary, bool Required = false);
