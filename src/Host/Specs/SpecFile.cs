using Sweeper.Actors.Specs;

namespace Sweeper.Host.Specs;

/// <summary>A sweep file that has been read.</summary>
/// <param name="Path">As the user gave it.</param>
/// <param name="Text">What is in it.</param>
/// <param name="Spec">What it means.</param>
internal sealed record SpecFile(string Path, string Text, SweepSpec Spec);
