using CsCheck;

namespace Sweeper.Training.Tests.Tickets;

/// <summary>Damaged copies of files.</summary>
internal static class Fuzz
{
    /// <summary>A few bytes changed, a piece cut out, put in or doubled, or the end cut off.</summary>
    public static Gen<byte[]> Damaged(byte[] file) => Gen.OneOf(
        Gen.Select(Gen.Int[0, Math.Max(0, file.Length - 1)], Gen.Byte).Array[1, 4].Select(edits => Edited(file, edits)),
        Gen.Int[0, file.Length].Select(length => file[..length]),
        Gen.Select(Gen.Int[0, file.Length], Gen.Int[0, file.Length]).Select((a, b) => (byte[])[.. file[..Math.Min(a, b)], .. file[Math.Max(a, b)..]]),
        Gen.Select(Gen.Int[0, file.Length], Gen.Byte.Array[1, 20]).Select((at, bytes) => (byte[])[.. file[..at], .. bytes, .. file[at..]]),
        Gen.Select(Gen.Int[0, file.Length], Gen.Int[0, file.Length]).Select((at, from) => (byte[])[.. file[..at], .. file[from..]]));

    private static byte[] Edited(byte[] file, (int At, byte Value)[] edits)
    {
        var damaged = file.ToArray();
        foreach (var (at, value) in edits)
        {
            if (damaged.Length > 0) damaged[at] = value;
        }
        return damaged;
    }
}
