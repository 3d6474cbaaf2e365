using System.Collections.Immutable;
using System.Text;

namespace Sweeper.Training.Datasets.Svhn;

/// <summary>Reads an array element of a MAT-file: flags, dimensions, name, then the values.</summary>
internal static class MatMatrix
{
    private const uint Complex = 0x800;

    // MATLAB's namelengthmax is 63.
    private const int LongestName = 63;

    private const int MostDimensions = 32;

    /// <summary>The array, if it is wanted; null where its name is another.</summary>
    /// <param name="elements">What is in the array's element.</param>
    /// <param name="most">The variables wanted, and the most bytes that each can have.</param>
    /// <exception cref="DatasetException">The element is damaged, or the array wanted is not a real, full, numeric one.</exception>
    public static (string Name, MatArray Array)? Read(MatElements elements, IReadOnlyDictionary<string, int> most)
    {
        var flags = Flags(elements);
        var dimensions = Dimensions(elements);
        var name = Name(elements);
        if (!most.TryGetValue(name, out var mostBytes)) return null;
        var kind = (MatClass)(flags & 0xff);
        if (kind is < MatClass.Double or > MatClass.UInt64) throw elements.Fault($"has {name} as {Meaning(kind)}, not as numbers");
        if ((flags & Complex) != 0) throw elements.Fault($"has {name} as complex numbers");
        return (name, new MatArray(kind, dimensions, Values(elements, name, dimensions, mostBytes, out var data), data, elements.BigEndian));
    }

    private static uint Flags(MatElements elements)
    {
        var tag = elements.Tag();
        if (tag.Type != MatType.UInt32 || tag.Length != 8) throw elements.Fault("does not start with an array's flags");
        return elements.UInt32(elements.Data(tag));
    }

    private static ImmutableArray<int> Dimensions(MatElements elements)
    {
        var tag = elements.Tag();
        if (tag.Type != MatType.Int32 || tag.Length % 4 != 0 || tag.Length is < 8 or > 4 * MostDimensions)
            throw elements.Fault($"does not have 2 to {MostDimensions} dimensions after its flags");
        var bytes = elements.Data(tag);
        var dimensions = Enumerable.Range(0, bytes.Length / 4).Select(i => (int)elements.UInt32(bytes.AsSpan(4 * i))).ToImmutableArray();
        return dimensions.All(size => size >= 0)
            ? dimensions
            : throw elements.Fault($"has the dimensions {string.Join(" x ", dimensions)}");
    }

    private static string Name(MatElements elements)
    {
        var tag = elements.Tag();
        if (tag.Type != MatType.Int8 || tag.Length > LongestName) throw elements.Fault("does not have a variable's name after its dimensions");
        return Encoding.Latin1.GetString(elements.Data(tag));
    }

    private static MatType Values(MatElements elements, string name, ImmutableArray<int> dimensions, int most, out byte[] data)
    {
        var tag = elements.Tag();
        if (MatArray.SizeOf(tag.Type) is not { } size) throw elements.Fault($"has values of {name} of the type {(uint)tag.Type}, which is not numeric");
        // At most 32 sizes below 2^31 do not fit 128 bits, so the product stops growing where it is too large anyway.
        var declared = dimensions.Contains(0) ? 0 : dimensions.Aggregate((UInt128)size, (bytes, next) => bytes > uint.MaxValue ? bytes : bytes * (uint)next);
        if (declared != tag.Length)
            throw elements.Fault($"has {tag.Length} bytes for {name}, whose dimensions are {string.Join(" x ", dimensions)} values of {size} bytes");
        if (declared > (UInt128)most) throw elements.Fault($"has {name} of {declared} bytes; there are at most {most}");
        data = elements.Data(tag);
        return tag.Type;
    }

    private static string Meaning(MatClass kind) => kind switch
    {
        MatClass.Cell => "a cell array",
        MatClass.Structure => "a structure",
        MatClass.Object => "an object",
        MatClass.Character => "text",
        MatClass.Sparse => "a sparse array",
        _ => $"an array of class {(int)kind}",
    };
}
