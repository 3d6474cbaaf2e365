using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Sweeper.Training.Datasets.Svhn;

/// <summary>A real, full, numeric array of a MAT-file.</summary>
/// <param name="Class">What it is in MATLAB.</param>
/// <param name="Dimensions">Its sizes, at least two; values lie in column-major order: the first dimension is innermost.</param>
/// <param name="Type">How each value is stored; not always as its class says, because MATLAB stores doubles that are small integers as such.</param>
/// <param name="Data">The values, in the byte order of the file.</param>
/// <param name="BigEndian">That byte order.</param>
internal sealed record MatArray(MatClass Class, ImmutableArray<int> Dimensions, MatType Type, byte[] Data, bool BigEndian)
{
    /// <summary>The number of values.</summary>
    public int Count => Data.Length / SizeOf(Type)!.Value;

    /// <summary>Bytes of a value; null where the type is not numeric.</summary>
    public static int? SizeOf(MatType type) => type switch
    {
        MatType.Int8 or MatType.UInt8 => 1,
        MatType.Int16 or MatType.UInt16 => 2,
        MatType.Int32 or MatType.UInt32 or MatType.Single => 4,
        MatType.Double or MatType.Int64 or MatType.UInt64 => 8,
        _ => null,
    };

    /// <summary>One value, whatever its type; 64-bit integers are rounded.</summary>
    public double Value(int index)
    {
        var size = SizeOf(Type)!.Value;
        Span<byte> bytes = stackalloc byte[size];
        Data.AsSpan(index * size, size).CopyTo(bytes);
        if (BigEndian) bytes.Reverse();
        return Type switch
        {
            MatType.Int8 => (sbyte)bytes[0],
            MatType.UInt8 => bytes[0],
            MatType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            MatType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            MatType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            MatType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            MatType.Single => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            MatType.Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            MatType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            MatType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            _ => throw new InvalidOperationException($"{Type} is no numeric type."),
        };
    }
}
