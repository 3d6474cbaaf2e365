using System.Buffers.Binary;
using System.Text;

namespace Sweeper.Training.Native;

/// <summary>
/// Edits the "needed versions" of an ELF shared library (System V ABI, GNU symbol versioning): a version marked weak may be
/// missing in the library that is loaded.
/// </summary>
/// <remarks>
/// libLibTorchSharp.so 0.107 asks libstdc++ for GLIBCXX_3.4.32, which Debian 12, Ubuntu 22.04 and RHEL 9 do not have, because of
/// one symbol (<c>std::ios_base_library_init</c>) that no relocation uses. Nothing else of that version is needed.
/// </remarks>
internal static class ElfVersionNeed
{
    private const uint SectionGnuVersionNeed = 0x6ffffffe;
    private const ushort FlagWeak = 2;

    /// <summary>Marks one needed version as weak, in place; returns how many entries changed.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a 64-bit little-endian ELF file, or it points outside itself.</exception>
    public static int MarkWeak(Span<byte> elf, string version)
    {
        try
        {
            return Mark(elf, version);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("an ELF file that points outside itself", error);
        }
    }

    private static int Mark(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || !elf[..4].SequenceEqual("\u007fELF"u8) || elf[4] != 2 || elf[5] != 1)
            throw new InvalidDataException("not a 64-bit little-endian ELF file");
        var table = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(elf[0x28..]));
        var entrySize = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3A..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3C..]);
        var changed = 0;
        for (var i = 0; i < count; i++)
        {
            var section = elf[(table + i * entrySize)..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) != SectionGnuVersionNeed) continue;
            var names = elf[checked(table + ((int)BinaryPrimitives.ReadUInt32LittleEndian(section[0x28..]) * entrySize))..];
            changed += MarkSection(elf,
                checked((int)BinaryPrimitives.ReadUInt64LittleEndian(section[0x18..])),
                checked((int)BinaryPrimitives.ReadUInt64LittleEndian(names[0x18..])),
                Encoding.ASCII.GetBytes(version + "\0"));
        }
        return changed;
    }

    private static int MarkSection(Span<byte> elf, int need, int names, ReadOnlySpan<byte> version)
    {
        var changed = 0;
        while (true)
        {
            var versions = BinaryPrimitives.ReadUInt16LittleEndian(elf[(need + 2)..]);
            var aux = need + checked((int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(need + 8)..]));
            for (var i = 0; i < versions; i++)
            {
                var name = names + checked((int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(aux + 8)..]));
                if (elf[name..].StartsWith(version))
                {
                    var flags = BinaryPrimitives.ReadUInt16LittleEndian(elf[(aux + 4)..]);
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(aux + 4)..], (ushort)(flags | FlagWeak));
                    changed++;
                }
                aux += checked((int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(aux + 12)..]));
            }
            var next = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(need + 12)..]));
            if (next == 0) return changed;
            need += next;
        }
    }
}
