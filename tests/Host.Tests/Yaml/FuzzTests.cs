using CsCheck;
using Sweeper.Host.Yaml;

namespace Sweeper.Host.Tests.Yaml;

public sealed class FuzzTests
{
    private static readonly string[] Valid = [Sweeps.Base, StarterFile.Text, .. Sweeps.ResourcesIn("sweeps").Select(Sweeps.Resource)];

    private static readonly string[] Pieces =
    [
        "\n", "  ", " ", ":", ": ", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", "&a ", "*a", "!t ", "!!int ", "|", ">", "%", "@", "`", "?", "? ", "---\n", "...\n", "\t", "\r",
        "\\", "<<: ", "~", "null", "true", "yes", "-1", "0", "1e999", "NaN", ".inf", "9999999999999999999", "1ep", "0it", "5", "é", "\u0000", "\u0085", "\ufeff", "\ud83d", "😀",
        "all", "paper", "sgd", "mnist", "mnist?", "?fraction=", "&", "folder:", "name", "seeds", "recipe: {}", "overrides:\n", "winning",
    ];

    [Fact]
    public void Random_text_gives_a_spec_or_problems_inside_the_text() =>
        Gen.OneOfConst(Pieces).Array[0, 60].Select(string.Concat).Sample(CheckText, iter: 20_000);

    [Fact]
    public void Random_characters_give_a_spec_or_problems_inside_the_text() => Gen.String[0, 200].Sample(CheckText, iter: 5_000);

    [Fact]
    public void Random_bytes_give_a_spec_or_problems() => Gen.Byte.Array[0, 200].Sample(
        bytes => Assert.NotEmpty(SpecReader.Read(bytes, Sweeps.Vocabulary).Problems),
        iter: 5_000);

    [Fact]
    public void A_spoilt_sweep_gives_a_spec_or_problems_inside_the_text() => Gen.Select(
        Gen.OneOfConst(Valid), Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Gen.OneOfConst([.. Pieces, ""])).Array[1, 4])
        .Select((text, edits) => edits.Aggregate(text, (spoilt, edit) => Spoil(spoilt, edit.Item1, edit.Item2, edit.Item3)))
        .Sample(CheckText, iter: 20_000);

    [Fact]
    public void A_sweep_cut_off_anywhere_gives_a_spec_or_problems_inside_the_text()
    {
        foreach (var text in Valid)
            for (var length = 0; length <= text.Length; length++) CheckText(text[..length]);
    }

    [Fact]
    public void A_spec_is_one_that_can_be_written_and_read_again() => Gen.Select(
        Gen.OneOfConst(Valid), Gen.Select(Gen.Double[0, 1], Gen.Int[0, 4], Gen.OneOfConst(Pieces)))
        .Select((text, edit) => Spoil(text, edit.Item1, edit.Item2, edit.Item3))
        .Sample(
            text =>
            {
                if (Sweeps.Read(text).Spec is not { } spec) return;
                var written = CanonicalYaml.Write(spec);
                Assert.Equal(written, CanonicalYaml.Write(Sweeps.Spec(written)));
            },
            iter: 10_000);

    private static string Spoil(string text, double where, int length, string piece)
    {
        var at = (int)(where * text.Length);
        return text[..at] + piece + text[Math.Min(text.Length, at + length)..];
    }

    private static void CheckText(string text)
    {
        var reading = Sweeps.Read(text);

        Assert.Equal(reading.Spec is null, reading.Problems.Count > 0);
        var lines = text.ReplaceLineEndings("\n").Replace('\r', '\n').Split('\n');
        foreach (var problem in reading.Problems)
        {
            Assert.InRange(problem.Line, 1, lines.Length);
            Assert.InRange(problem.Col, 1, lines[problem.Line - 1].Length + 1);
            Assert.DoesNotContain(problem.Message, character => char.IsControl(character));
        }
    }
}
