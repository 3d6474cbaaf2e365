using System.Diagnostics;
using CsCheck;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Specs;
using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class SmallWordsTests
{
    [Fact]
    public void Enum_values_are_written_as_in_the_yaml()
    {
        Assert.Equal("not-lower", Words.Of(ClaimExpectation.NotLower));
        Assert.Equal(["done", "missing", "nan", "failed", "quarantined", "blocked"], Enum.GetValues<CellState>().Select(Words.Of));
    }

    [Fact]
    public void Missing_cells_are_counted_by_reason()
    {
        var rows = Rows.EveryState().Rows;
        Assert.Equal("3 missing", MissingCells.Of(rows.Single(row => row.Group is { Round: 2, Source: null })));
        Assert.Equal("1 failed, 1 quarantined", MissingCells.Of(rows.Single(row => row.Group is { Round: 2, Source.Dataset.Base: "one" })));
        Assert.Equal("1 blocked", MissingCells.Of(rows.Single(row => row.Group is { Round: 2, Source.Dataset.Base: "two" })));
        Assert.Equal("", MissingCells.Of(rows.Single(row => row.Group is { Round: 0, Source.Dataset.Base: "one" })));
    }

    [Theory]
    [InlineData("sweeps/quickstart.yaml", "sweeps/quickstart.yaml")]
    [InlineData("my sweeps/a.yaml", "'my sweeps/a.yaml'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("~", "'~'")]
    [InlineData("", "''")]
    public void Words_are_quoted_where_a_shell_would_change_them(string word, string quoted) => Assert.Equal(quoted, ShellWord.Quote(word));

    [Fact]
    public void A_shell_reads_any_quoted_word_as_it_was()
    {
        var words = new List<string>();
        Gen.String[Gen.Char[' ', '~'], 0, 12].Sample(words.Add, iter: 200, threads: 1);
        using var shell = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", $"printf '%s\\n' {string.Join(' ', words.Select(ShellWord.Quote))}" }, RedirectStandardOutput = true })!;
        Assert.Equal(words, shell.StandardOutput.ReadToEnd().Split('\n')[..^1]);
    }
}
