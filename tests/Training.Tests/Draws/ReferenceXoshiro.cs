using System.Security.Cryptography;
using System.Text;

namespace Sweeper.Training.Tests.Draws;

/// <summary>xoshiro256** 1.0, written down from the authors' C code (Blackman and Vigna 2018).</summary>
internal sealed class ReferenceXoshiro(ulong[] s)
{
    public static ReferenceXoshiro Named(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return new([.. Enumerable.Range(0, 4).Select(word => Enumerable.Range(0, 8).Aggregate(0UL, (sum, i) => sum | (ulong)hash[8 * word + i] << (8 * i)))]);
    }

    public ulong Next()
    {
        var result = Rotl(s[1] * 5, 7) * 9;
        var t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = Rotl(s[3], 45);
        return result;
    }

    private static ulong Rotl(ulong x, int k) => (x << k) | (x >> (64 - k));
}
