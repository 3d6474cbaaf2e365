using System.Security.Cryptography;
using System.Text;

namespace Sweeper.Training.Keys;

/// <summary>SHA-256 in lowercase hexadecimal, 64 characters: the one hash of Sweeper's keys and digests.</summary>
public static class ContentHash
{
    /// <summary>The hash of a canonical text, encoded as UTF-8.</summary>
    public static string Of(string canonical)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetMaxByteCount(canonical.Length);
        if (length <= 4096)
        {
            Span<byte> utf8 = stackalloc byte[length];
            SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(canonical, utf8)], hash);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(canonical), hash);
        }
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The hash of raw bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
