namespace Sweeper.Training.Models;

/// <summary>The names of <see cref="Stem"/> in YAML and canonical forms.</summary>
public static class StemNames
{
    /// <summary>Every stem by its name.</summary>
    public static IReadOnlyDictionary<string, Stem> All { get; } = new Dictionary<string, Stem>
    {
        ["imagenet"] = Stem.Imagenet,
        ["small"] = Stem.Small,
    };

    /// <summary>The name of a stem.</summary>
    public static string Name(this Stem stem) => All.Single(pair => pair.Value == stem).Key;
}
