using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Sweeper.Training.Draws;

/// <summary>
/// A random generator named by (seed, purpose): xoshiro256** (Blackman and Vigna 2018) whose 256-bit state is the SHA-256 of
/// <c>"SEED/PURPOSE"</c>. Every random number of Sweeper comes from one of these, so a draw depends on nothing but its name.
/// </summary>
/// <remarks>Not torch's generator: its normal draws take another path with another instruction set or device.</remarks>
public sealed class Draw
{
    private ulong _s0, _s1, _s2, _s3;
    private double _spareNormal = double.NaN;

    /// <summary>The generator of a seed for a purpose such as <c>init/features.0.weight</c> or <c>order/3</c>.</summary>
    public Draw(long seed, string purpose) : this($"{seed}/{purpose}")
    {
    }

    private Draw(string name)
    {
        Span<byte> state = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), state);
        _s0 = BitConverter.ToUInt64(state);
        _s1 = BitConverter.ToUInt64(state[8..]);
        _s2 = BitConverter.ToUInt64(state[16..]);
        _s3 = BitConverter.ToUInt64(state[24..]);
    }

    /// <summary>The generator of something that no seed controls, such as how a dataset is halved: its name alone decides.</summary>
    public static Draw Named(string name) => new(name);

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform integer in [0, bound), without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var product = (UInt128)NextBits() * (ulong)bound;
        if ((ulong)product < (ulong)bound)
        {
            var threshold = unchecked(0 - (ulong)bound) % (ulong)bound;
            while ((ulong)product < threshold) product = (UInt128)NextBits() * (ulong)bound;
        }
        return (int)(ulong)(product >> 64);
    }

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard normal number (Marsaglia's polar method).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }
        while (true)
        {
            var u = 2 * Uniform() - 1;
            var v = 2 * Uniform() - 1;
            var s = u * u + v * v;
            if (s is <= 0 or >= 1) continue;
            var scale = Math.Sqrt(-2 * Math.Log(s) / s);
            _spareNormal = v * scale;
            return u * scale;
        }
    }

    /// <summary>Shuffles in place (Fisher-Yates); every order is equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A uniformly random order of 0 .. count-1.</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        Shuffle<int>(order);
        return order;
    }
}
