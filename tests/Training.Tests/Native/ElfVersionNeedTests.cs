using Sweeper.Training.Native;

namespace Sweeper.Training.Tests.Native;

public class ElfVersionNeedTests
{
    [Theory]
    [InlineData("GLIBCXX_3.4.3")]
    [InlineData("GLIBCXX_3.4.32")]
    [InlineData("GLIBC_2.32")]
    public void Only_the_version_named_becomes_weak(string version)
    {
        var (elf, flags) = TinyElf.Build();
        var before = elf.ToArray();
        Assert.Equal(1, ElfVersionNeed.MarkWeak(elf, version));
        Assert.Equal([flags[version]], Changed(before, elf));
        Assert.Equal(2, elf[flags[version]]);
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.33")]
    [InlineData("GLIBCXX_3.4")]
    [InlineData("3.4.32")]
    [InlineData("libc.so.6")]
    public void A_version_that_is_not_needed_changes_nothing(string version)
    {
        var (elf, _) = TinyElf.Build();
        var before = elf.ToArray();
        Assert.Equal(0, ElfVersionNeed.MarkWeak(elf, version));
        Assert.Equal(before, elf);
    }

    [Fact]
    public void Other_flags_are_kept()
    {
        var (elf, flags) = TinyElf.Build();
        elf[flags["GLIBC_2.32"]] = 1;
        ElfVersionNeed.MarkWeak(elf, "GLIBC_2.32");
        Assert.Equal(3, elf[flags["GLIBC_2.32"]]);
    }

    [Fact]
    public void Marking_twice_is_marking_once()
    {
        var (elf, _) = TinyElf.Build();
        ElfVersionNeed.MarkWeak(elf, "GLIBCXX_3.4.32");
        var once = elf.ToArray();
        ElfVersionNeed.MarkWeak(elf, "GLIBCXX_3.4.32");
        Assert.Equal(once, elf);
    }

    [Fact]
    public void What_is_not_a_64_bit_little_endian_ELF_file_is_refused()
    {
        var (elf, _) = TinyElf.Build();
        byte[][] others = [[], [.. "not a library"u8], elf[..63], new byte[64], With(elf, 0, 0x7E), With(elf, 3, (byte)'G'), With(elf, 4, 1), With(elf, 5, 2)];
        Assert.All(others, bytes => Assert.Throws<InvalidDataException>(() => ElfVersionNeed.MarkWeak(bytes, "GLIBC_2.32")));
    }

    [Fact]
    public void A_file_cut_off_or_pointing_outside_itself_is_refused()
    {
        var (elf, _) = TinyElf.Build();
        for (var length = 64; length < elf.Length - 64; length++)
            Assert.Throws<InvalidDataException>(() => ElfVersionNeed.MarkWeak(elf.AsSpan(0, length), "GLIBC_2.32"));
        // The table of sections far away, and the next library at its predecessor.
        Assert.Throws<InvalidDataException>(() => ElfVersionNeed.MarkWeak(With(elf, 0x2F, 0x80), "GLIBC_2.32"));
        Assert.Throws<InvalidDataException>(() => ElfVersionNeed.MarkWeak(With(elf, TinyElf.Need + 15, 0xFF), "GLIBC_2.32"));
    }

    [Fact]
    public void TorchSharps_library_changes_in_one_flag()
    {
        var shipped = ((string[])[AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native")])
            .Select(folder => Path.Combine(folder, "libLibTorchSharp.so")).First(File.Exists);
        var before = File.ReadAllBytes(shipped);
        var weakened = before.ToArray();
        Assert.Equal(1, ElfVersionNeed.MarkWeak(weakened, "GLIBCXX_3.4.32"));
        var place = Assert.Single(Changed(before, weakened));
        Assert.Equal(before[place] | 2, weakened[place]);
        var again = weakened.ToArray();
        ElfVersionNeed.MarkWeak(again, "GLIBCXX_3.4.32");
        Assert.Equal(weakened, again);
    }

    private static byte[] With(byte[] elf, int at, byte value)
    {
        var changed = elf.ToArray();
        changed[at] = value;
        return changed;
    }

    private static int[] Changed(byte[] before, byte[] after)
    {
        Assert.Equal(before.Length, after.Length);
        return [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i])];
    }
}
