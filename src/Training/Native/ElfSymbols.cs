using System.Buffers.Binary;
using System.Text;

namespace Sweeper.Training.Native;

/// <summary>Reads the dynamic symbols of an ELF shared library (System V ABI, "Symbol Table").</summary>
internal static class ElfSymbols
{
    private const uint SectionDynamicSymbols = 11;
    private const int SymbolSize = 24;
    private const int BindGlobal = 1;

    /// <summary>The names that the library needs others to define. Weak ones may be missing and are left out.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a 64-bit little-endian ELF file, or it points outside itself.</exception>
    public static IReadOnlyList<string> Needed(ReadOnlySpan<byte> elf)
    {
        try
        {
            return Read(elf);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("an ELF file that points outside itself", error);
        }
    }

    private static List<string> Read(ReadOnlySpan<byte> elf)
    {
        if (elf.Length < 64 || !elf[..4].SequenceEqual("\u007fELF"u8) || elf[4] != 2 || elf[5] != 1)
            throw new InvalidDataException("not a 64-bit little-endian ELF file");
        var table = Long(elf, 0x28);
        var entrySize = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3A..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3C..]);
        var needed = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var section = elf[(table + (i * entrySize))..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) != SectionDynamicSymbols) continue;
            var names = elf[Long(elf[(table + ((int)BinaryPrimitives.ReadUInt32LittleEndian(section[0x28..]) * entrySize))..], 0x18)..];
            for (var rest = elf.Slice(Long(section, 0x18), Long(section, 0x20)); rest.Length >= SymbolSize; rest = rest[SymbolSize..])
            {
                var isUndefined = BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]) == 0;
                if (isUndefined && rest[4] >> 4 == BindGlobal) needed.Add(Name(names[(int)BinaryPrimitives.ReadUInt32LittleEndian(rest)..]));
            }
        }
        return needed;
    }

    private static string Name(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..text.IndexOf((byte)0)]);

    private static int Long(ReadOnlySpan<byte> bytes, int at) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]));
}
