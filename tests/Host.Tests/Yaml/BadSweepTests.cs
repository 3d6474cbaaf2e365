using System.Text;
using Sweeper.Host.Yaml;

namespace Sweeper.Host.Tests.Yaml;

public sealed class BadSweepTests
{
    public static TheoryData<string> Titles => [.. GoldenCase.All.Select(golden => golden.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_bad_sweep_gets_its_messages(string title)
    {
        var golden = GoldenCase.All.Single(golden => golden.Title == title);

        var reading = Sweeps.Read(golden.Yaml);

        Assert.Null(reading.Spec);
        Assert.Equal(golden.Expected, Sweeps.Messages(reading));
    }

    [Theory]
    [InlineData("", "1:1: the file is empty; 'sweeper init' writes a sweep to start from")]
    [InlineData("name: x\n\0\0\0", "2:1: this is a binary file, not a sweep file; give the path of a YAML file")]
    [InlineData("name: a\u200bb", "1:7: name must be text without invisible characters, is 'a\\u{200b}b'")]
    [InlineData("name: a\u001b[31mb", "1:8: the invisible character U+001B is not allowed in a sweep file; delete it")]
    [InlineData("name: a\u2028b", "1:8: the invisible character U+2028 is not allowed in a sweep file; delete it")]
    [InlineData("name: x\r\n\tseeds: 3\r\n", "2:1: a tab indents this line; YAML wants spaces, so replace the tab with spaces")]
    [InlineData("a: [[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]", "1:27: nested more than 24 deep; no key of a sweep file is that deep")]
    public void Text_with_what_cannot_be_seen_is_refused_where_it_is(string text, string expected) =>
        Assert.Contains("s.yaml:" + expected, Sweeps.Messages(Sweeps.Read(text)));

    // Not a row above: the compiler cannot store half a character in an attribute.
    [Fact]
    public void Half_a_character_is_refused() => Assert.Equal(
        "s.yaml:1:8: half a character (a lone surrogate) is not valid text; delete it",
        Assert.Single(Sweeps.Messages(Sweeps.Read("name: a\ud800b"))));

    [Fact]
    public void A_message_never_carries_a_control_character_of_the_file()
    {
        var text = Sweeps.With("    adam:", "    \"ad\\eam\":").Replace("[sgd, adam]", "[lamb]", StringComparison.Ordinal);

        Assert.Contains("s.yaml:5:35: unknown optimizer 'lamb'; the recipe has ad\\u{1b}am, sgd", Sweeps.Messages(Sweeps.Read(text)));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_their_place()
    {
        Assert.Equal("s.yaml:2:3: the file is not valid UTF-8 here; save it as UTF-8", OfBytes([.. "a: 1\nb:"u8, 0xC3, 0x28]));
        Assert.Equal("s.yaml:1:1: the file is saved as UTF-16; save it as UTF-8", OfBytes([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("name: x")]));
        Assert.Equal("s.yaml:1:5: this is a binary file, not a sweep file; give the path of a YAML file", OfBytes([0x7F, 0x45, 0x4C, 0x46, 0, 0]));
        Assert.Equal("s.yaml:1:1: the file is larger than 1048576 bytes; a sweep file is a few pages of YAML, is this the right file?", OfBytes(new byte[(1 << 20) + 1]));
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_do_no_harm()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Sweeps.Base.Replace("\n", "\r\n", StringComparison.Ordinal))];

        Assert.Equal("base", SpecReader.Read(bytes, Sweeps.Vocabulary).Spec?.Name);
    }

    [Fact]
    public void More_values_than_a_sweep_can_need_are_refused()
    {
        var text = "seeds: [" + string.Join(',', Enumerable.Range(0, 60_000)) + "]";

        Assert.EndsWith("more than 50000 values in one file; split the sweep into several files", Assert.Single(Sweeps.Messages(Sweeps.Read(text))));
    }

    [Fact]
    public void Of_a_great_many_problems_the_first_are_listed_and_the_rest_counted()
    {
        var messages = Sweeps.Messages(Sweeps.Read(string.Concat(Enumerable.Range(0, 500).Select(i => $"key{i}: 1\n"))));

        Assert.Equal(201, messages.Length);
        Assert.EndsWith("more problems follow; mend these first", messages[^1]);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_problems_and_no_exceptions()
    {
        var folder = Path.GetTempPath();

        Assert.Equal("1:1: there is no such file; 'sweeper init' writes a sweep to start from", OfFile(Path.Combine(folder, Guid.NewGuid() + ".yaml")));
        Assert.Equal("1:1: this is a folder; give the path of a YAML file", OfFile(folder));
        Assert.StartsWith("1:1: the file cannot be read", OfFile("a\0b"));
    }

    [Fact]
    public void A_file_is_read_from_its_path()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, Sweeps.Base);
        try
        {
            Assert.Equal("base", SpecReader.ReadFile(path, Sweeps.Vocabulary).Spec?.Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string OfBytes(byte[] bytes) => Assert.Single(SpecReader.Read(bytes, Sweeps.Vocabulary).Problems).Format("s.yaml");

    private static string OfFile(string path)
    {
        var problem = Assert.Single(SpecReader.ReadFile(path, Sweeps.Vocabulary).Problems);
        return problem.Format("")[1..];
    }
}
