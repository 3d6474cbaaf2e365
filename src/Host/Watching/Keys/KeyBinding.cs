namespace Sweeper.Host.Watching.Keys;

/// <summary>A key that does something, as people are told of it.</summary>
/// <param name="Keys">The keys that do it, with blanks between them.</param>
/// <param name="Does">What they do.</param>
internal sealed record KeyBinding(string Keys, string Does);
