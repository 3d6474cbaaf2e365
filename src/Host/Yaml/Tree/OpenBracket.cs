namespace Sweeper.Host.Yaml.Tree;

/// <summary>A list or map whose end has not been read yet.</summary>
/// <param name="IsFlow">Whether it is written with brackets.</param>
/// <param name="Place">Where it starts.</param>
/// <param name="What">"list" or "map".</param>
/// <param name="Closing">The bracket that ends it.</param>
internal sealed record OpenBracket(bool IsFlow, Place Place, string What, char Closing);
