using Sweeper.Host.Tests.Watching;
using Sweeper.Host.Watching;
using Sweeper.Host.Watching.Drawing;
using Sweeper.Host.Watching.Keys;
using Sweeper.Host.Watching.Panels;

namespace Sweeper.Host.Tests.Docs;

/// <summary>The page of the console says what the console does.</summary>
public class ConsolePageTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Markdown.Root, "docs", "console.md"));

    [Fact]
    public void Its_keys_are_those_of_the_console() => Assert.Equal(
        KeyTable.All.Select(binding => $"| `{binding.Keys}` | {binding.Does} |"),
        Text.Split('\n').SkipWhile(line => line != "## Keys").Where(line => line.StartsWith("| `", StringComparison.Ordinal)));

    [Theory]
    [InlineData(160, 41, 6)]
    [InlineData(159, 41, 4)]
    [InlineData(160, 40, 4)]
    [InlineData(100, 29, 4)]
    [InlineData(99, 29, 1)]
    [InlineData(100, 28, 1)]
    public void Its_sizes_are_those_of_the_layout(int width, int height, int panels)
    {
        var content = Recording.Read("paper").Content;
        var boxes = ConsoleFrame.Render(content, new ConsoleState(), width, height, Styles.Plain).Sum(line => line.Count(letter => letter == '╭'));
        Assert.Equal(panels, boxes);
    }

    [Fact]
    public void Its_glyphs_are_those_that_are_drawn() => Assert.Contains($"`{HeatmapCellText.Certainty}` become `{string.Concat(HeatmapCellText.Certainty.Select(glyph => AsciiGlyphs.Of(glyph)))}`", Text);
}
