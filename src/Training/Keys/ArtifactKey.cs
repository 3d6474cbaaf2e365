namespace Sweeper.Training.Keys;

/// <summary>
/// What identifies something that a stage leaves behind: a mask, or weights at a step. It hashes how the artifact is made
/// (the stage's key and the rule), so it is known before the stage has run; the bytes' own digest is known only afterwards.
/// </summary>
public readonly record struct ArtifactKey(string Value)
{
    /// <summary>The key of a canonical form.</summary>
    public static ArtifactKey Of(string canonical) => new(ContentHash.Of(canonical));

    /// <summary>The first 12 characters, for people.</summary>
    public string Short => Value[..12];

    /// <inheritdoc/>
    public override string ToString() => Value;
}
