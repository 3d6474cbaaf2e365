using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Sweeper.EndToEnd.Tests.Support;

/// <summary>Readers of files written from the formats' descriptions alone, without any code of the program.</summary>
internal static class ByHand
{
    /// <summary>A safetensors file: its metadata, and each tensor's type, shape and bytes in the order of the data.</summary>
    public static (Dictionary<string, string> Metadata, List<(string Name, string Type, long[] Shape, byte[] Data)> Tensors) SafeTensors(string path)
    {
        var file = File.ReadAllBytes(path);
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        Assert.Equal((byte)'{', file[8]);
        using var header = JsonDocument.Parse(file.AsMemory(8, length));
        var metadata = header.RootElement.GetProperty("__metadata__").EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!);
        var tensors = new List<(string, string, long[], byte[])>();
        var at = 8 + length;
        foreach (var tensor in header.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__"))
        {
            var offsets = tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32()).ToArray();
            // Without holes, in the header's order.
            Assert.Equal(at - 8 - length, offsets[0]);
            at = 8 + length + offsets[1];
            tensors.Add((tensor.Name, tensor.Value.GetProperty("dtype").GetString()!, [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())],
                file[(8 + length + offsets[0])..at]));
        }
        Assert.Equal(file.Length, at);
        return (metadata, tensors);
    }

    /// <summary>A mask file, as docs/store.md describes it: each tensor's name, and 1 for a weight that lives, 0 for one that was pruned.</summary>
    public static Dictionary<string, byte[]> Mask(byte[] file)
    {
        Assert.Equal("SWMASK1\n"u8, file.AsSpan(0, 8));
        var parts = new List<(string Name, int Length)>();
        var at = 12;
        for (var left = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8)); left > 0; left--)
        {
            var name = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));
            parts.Add((Encoding.UTF8.GetString(file, at + 2, name), BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 2 + name))));
            at += 2 + name + 4;
        }
        var bit = 0;
        return parts.ToDictionary(part => part.Name, part => Enumerable.Range(0, part.Length).Select(_ => (byte)(file[at + (bit >> 3)] >> (bit++ & 7) & 1)).ToArray());
    }

    /// <summary>Little-endian floats.</summary>
    public static float[] Floats(byte[] data) => [.. data.Chunk(4).Select(four => BinaryPrimitives.ReadSingleLittleEndian(four))];
}
