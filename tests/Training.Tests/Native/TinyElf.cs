using System.Buffers.Binary;
using System.Text;

namespace Sweeper.Training.Tests.Native;

/// <summary>A 64-bit ELF file with nothing but needed versions: a header, two libraries' entries, their names, three sections.</summary>
internal static class TinyElf
{
    public const int Need = 64;
    private const int Names = 64 + (2 * 16) + (3 * 16);
    private const int Sections = 176 + 64;

    /// <summary>The file, and where the flags of each version lie.</summary>
    public static (byte[] Bytes, Dictionary<string, int> Flags) Build()
    {
        var elf = new byte[Sections + (3 * 64)];
        new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(elf, 0);
        Write64(elf, 0x28, Sections);
        Write16(elf, 0x3A, 64);
        Write16(elf, 0x3C, 3);
        var names = Encoding.ASCII.GetBytes("\0libstdc++.so.6\0GLIBCXX_3.4.3\0GLIBCXX_3.4.32\0libc.so.6\0GLIBC_2.32\0");
        names.CopyTo(elf, Names);

        // libstdc++.so.6 with two versions, then libc.so.6 with one; auxiliary entries follow their library.
        Library(elf, Need, versions: 2, file: 1, next: 48);
        var flags = new Dictionary<string, int>
        {
            ["GLIBCXX_3.4.3"] = Version(elf, Need + 16, At(names, "GLIBCXX_3.4.3\0"), next: 16),
            ["GLIBCXX_3.4.32"] = Version(elf, Need + 32, At(names, "GLIBCXX_3.4.32\0"), next: 0),
        };
        Library(elf, Need + 48, versions: 1, file: At(names, "libc.so.6\0"), next: 0);
        flags["GLIBC_2.32"] = Version(elf, Need + 64, At(names, "GLIBC_2.32\0"), next: 0);

        // Section 0 is nothing, 1 the strings, 2 the needed versions, linked to 1.
        Section(elf, 1, type: 3, offset: Names, link: 0);
        Section(elf, 2, type: 0x6ffffffe, offset: Need, link: 1);
        return (elf, flags);
    }

    private static int At(byte[] names, string name) => names.AsSpan().IndexOf(Encoding.ASCII.GetBytes("\0" + name)) + 1;

    private static void Library(byte[] elf, int at, ushort versions, int file, int next)
    {
        Write16(elf, at, 1);
        Write16(elf, at + 2, versions);
        Write32(elf, at + 4, file);
        Write32(elf, at + 8, 16);
        Write32(elf, at + 12, next);
    }

    private static int Version(byte[] elf, int at, int name, int next)
    {
        Write32(elf, at, 0x1234567);
        Write16(elf, at + 6, 2);
        Write32(elf, at + 8, name);
        Write32(elf, at + 12, next);
        return at + 4;
    }

    private static void Section(byte[] elf, int index, uint type, int offset, int link)
    {
        var at = Sections + (64 * index);
        Write32(elf, at + 4, (int)type);
        Write64(elf, at + 0x18, offset);
        Write32(elf, at + 0x28, link);
    }

    private static void Write16(byte[] elf, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(at), value);

    private static void Write32(byte[] elf, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(elf.AsSpan(at), value);

    private static void Write64(byte[] elf, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(at), value);
}
