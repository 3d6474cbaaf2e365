namespace Sweeper.Training.Keys;

/// <summary>What identifies one training: the SHA-256 of its canonical form (docs/keys.md). Equal keys are equal work.</summary>
public readonly record struct StageKey(string Value)
{
    /// <summary>The key of a canonical form.</summary>
    public static StageKey Of(string canonical) => new(ContentHash.Of(canonical));

    /// <summary>The first 12 characters, for people.</summary>
    public string Short => Value[..12];

    /// <summary>Whether it starts with some characters, as people type them: capitals are small letters; null is the start of every key.</summary>
    public bool StartsWith(string? prefix) => prefix is null || Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
