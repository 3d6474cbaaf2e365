using System.Diagnostics.CodeAnalysis;

namespace Sweeper.Training.Keys;

/// <summary>The SHA-256 of a blob's or a dataset's bytes, as 64 lowercase hexadecimal characters.</summary>
public readonly record struct Digest(string Hex)
{
    /// <summary>The digest of these bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes) => new(ContentHash.Of(bytes));

    /// <summary>The first 12 characters, for people.</summary>
    public string Short => Hex[..12];

    /// <summary>Whether a text is a digest: 64 lowercase hexadecimal characters and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = new(text ?? "");
        return text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
    }

    /// <inheritdoc/>
    public override string ToString() => Hex;
}
