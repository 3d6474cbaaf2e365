using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Sweeper.Training.Native;

namespace Sweeper.Training.Tests.Native;

public class ElfSymbolsTests
{
    private const int HeaderSize = 64, SectionSize = 64, SymbolSize = 24;
    private const byte Local = 0 << 4, Global = 1 << 4, Weak = 2 << 4;

    [Fact]
    public void Needed_are_the_undefined_global_symbols() => Assert.Equal(
        ["malloc", "_ZN2at13globalContextEv"],
        ElfSymbols.Needed(Elf(("malloc", Global, 0), ("own", Global, 7), ("__gmon_start__", Weak, 0), ("_ZN2at13globalContextEv", Global, 0), ("file", Local, 0))));

    [Fact]
    public void A_library_without_symbols_needs_none() => Assert.Empty(ElfSymbols.Needed(Elf()));

    [Fact]
    public void What_is_not_a_whole_ELF_file_is_refused()
    {
        var elf = Elf(("malloc", Global, 0));
        byte[][] others = [[], [.. "not a library"u8], new byte[64], elf[..63], elf[..(HeaderSize + 10)], elf[..^40]];
        Assert.All(others, bytes => Assert.Throws<InvalidDataException>(() => ElfSymbols.Needed(bytes)));
    }

    // binutils reads the same file with other code.
    [Fact]
    public void The_real_library_needs_what_nm_says()
    {
        var library = Directory.EnumerateFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).First();
        Process nm;
        try
        {
            nm = Process.Start(new ProcessStartInfo("nm", ["-D", "--undefined-only", library]) { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("nm (Debian's binutils) is not installed");
            return;
        }
        using (nm)
        {
            var said = nm.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields[0] == "U").Select(fields => fields[1].Split('@')[0]);
            Assert.Equal(said.Order(StringComparer.Ordinal), ElfSymbols.Needed(File.ReadAllBytes(library)).Order(StringComparer.Ordinal));
        }
    }

    // A header, the names, the symbols, and three section headers: none, the names, the symbols that use them.
    private static byte[] Elf(params (string Name, byte Binding, ushort Section)[] symbols)
    {
        var names = new byte[] { 0 }.Concat(symbols.SelectMany(symbol => Encoding.ASCII.GetBytes(symbol.Name + "\0"))).ToArray();
        var table = new byte[(symbols.Length + 1) * SymbolSize];
        var nameAt = 1;
        for (var i = 0; i < symbols.Length; i++)
        {
            var entry = table.AsSpan((i + 1) * SymbolSize);
            BinaryPrimitives.WriteInt32LittleEndian(entry, nameAt);
            entry[4] = symbols[i].Binding;
            BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], symbols[i].Section);
            nameAt += symbols[i].Name.Length + 1;
        }
        var sections = HeaderSize + names.Length + table.Length;
        var elf = new byte[sections + (3 * SectionSize)];
        ((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]).CopyTo(elf);
        BinaryPrimitives.WriteInt64LittleEndian(elf.AsSpan(0x28), sections);
        BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(0x3A), SectionSize);
        BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(0x3C), 3);
        names.CopyTo(elf, HeaderSize);
        table.CopyTo(elf, HeaderSize + names.Length);
        Section(elf.AsSpan(sections + SectionSize), type: 3, HeaderSize, names.Length, link: 0);
        Section(elf.AsSpan(sections + (2 * SectionSize)), type: 11, HeaderSize + names.Length, table.Length, link: 1);
        return elf;
    }

    private static void Section(Span<byte> header, int type, long offset, long size, int link)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], type);
        BinaryPrimitives.WriteInt64LittleEndian(header[0x18..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(header[0x20..], size);
        BinaryPrimitives.WriteInt32LittleEndian(header[0x28..], link);
    }
}
