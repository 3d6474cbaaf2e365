using Spectre.Console;
using Sweeper.Host.Watching.Drawing;
using Sweeper.Host.Watching.Panels;

namespace Sweeper.Host.Tests.Watching;

public class DrawingTests
{
    [Theory]
    [InlineData(10, 40, 90, "between 10 s and 90 s")]
    [InlineData(7_300, 12_000, 17_900, "between 2 h and 5 h")]
    [InlineData(3_600, 4_000, 4_200, "about 65 min")]
    [InlineData(0, 3, 4, "a few seconds")]
    [InlineData(1, 300, 3_000, "up to 50 min")]
    [InlineData(90_000, 500_000, 2_000_000, "between 24 h and 24 d")]
    [InlineData(1e12, 2e12, 3e12, "years")]
    public void Time_left_is_told_no_more_exactly_than_it_is_known(double low, double middle, double high, string text) => Assert.Equal(text, TimeRange.Text(new(low, middle, high)));

    [Fact]
    public void Text_and_scale_can_be_read_on_dark_and_light_terminals() => Assert.All(Enumerable.Range(0, (int)Ink.Heat + InkColours.Heats).Select(ink => InkColours.Of((Ink)ink)), ink =>
    {
        if (ink.Text is not { } text) return;
        if (ink.Background is { } background) Assert.InRange(Contrast(text, background), 4.5, 21);
        else Assert.All(new[] { 16, 231 }, terminal => Assert.InRange(Contrast(text, terminal), 3, 21));
    });

    [Fact]
    public void The_scale_gets_lighter_all_the_way()
    {
        var scale = Enumerable.Range(0, InkColours.Heats).Select(i => Luminance(InkColours.Of(Ink.Heat + i).Background!.Value)).ToList();
        Assert.Equal(scale.Order(), scale);
        Assert.Equal(InkColours.Heats, scale.Distinct().Count());
    }

    [Theory]
    [InlineData("LANG=en_US.UTF-8;TERM=xterm-256color", ColorSystem.EightBit, false)]
    [InlineData("LANG=C.utf8;TERM=screen", ColorSystem.Standard, false)]
    [InlineData("LANG=en_US.UTF-8;LC_ALL=C;TERM=xterm-256color", ColorSystem.EightBit, true)]
    [InlineData("LANG=de_DE.UTF-8;TERM=xterm;COLORTERM=truecolor;NO_COLOR=1", ColorSystem.NoColors, false)]
    [InlineData("LANG=C.UTF-8;TERM=linux", ColorSystem.Standard, true)]
    [InlineData("TERM=xterm-256color", ColorSystem.EightBit, true)]
    public void The_environment_says_what_a_terminal_can_show(string environment, ColorSystem colours, bool ascii)
    {
        var variables = environment.Split(';').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(new(colours, ascii, TimeSpan.Zero), ConsoleStyle.Detect(false, variables.GetValueOrDefault, TimeSpan.Zero));
        Assert.True(ConsoleStyle.Detect(true, variables.GetValueOrDefault, TimeSpan.Zero).Ascii);
    }

    [Fact]
    public void Glyphs_that_mean_something_differ_in_ascii_too()
    {
        foreach (var set in new[] { HeatmapCellText.Certainty, "▁▂▃▄▅▆▇█", "●○·✗✓★", "━─╸" })
            Assert.Equal(set.Length, set.Select(glyph => AsciiGlyphs.Of(glyph)).Where(letter => letter != '?').Distinct().Count());
    }

    [Theory]
    [InlineData(0.9171, 0.0031, 3, 4, 0, false, 16, "  91.71±0.31 ◕  ")]
    [InlineData(0.9171, 0.0031, 4, 4, 0, true, 10, "[ 91.71● ]")]
    [InlineData(0.9171, null, 1, 4, 1, false, 7, " 91.7◔✗")]
    [InlineData(1.0, null, 4, 4, 0, true, 7, "[ 100●]")]
    [InlineData(null, null, 0, 4, 4, false, 10, "   none○✗ ")]
    [InlineData(null, null, 0, 4, 0, false, 7, "    ·○ ")]
    public void A_cell_says_mean_seeds_and_failures(double? mean, double? half, int n, int wanted, int failed, bool own, int width, string text) =>
        Assert.Equal(text, HeatmapCellText.Of(new(mean, half, n, wanted, failed, own, "stage"), width, isHere: false));

    [Theory]
    [InlineData("fashion-mnist-b", 9, "fash…st-b", "fashion-…")]
    [InlineData("照片照片照片", 7, "照片…片", "照片照…")]
    [InlineData("short", 9, "short", "short")]
    [InlineData("short", 0, "", "")]
    public void Texts_are_cut_to_cells(string text, int cells, string middle, string start) =>
        Assert.Equal((middle, start), (Fitted.Middle(text, cells), Fitted.Start(text, cells)));

    [Fact]
    public void A_curve_goes_from_its_least_to_its_greatest_value_and_leaves_out_what_is_no_number()
    {
        Assert.Equal("▁▅█ ▁", Bars.Curve([0, 1, 2, double.NaN, 0], 10));
        Assert.Equal("▁█", Bars.Curve([0, 0, 2, 2], 2));
        Assert.Equal("▄▄", Bars.Curve([3, 3], 5));
        Assert.Equal("", Bars.Curve([], 5));
    }

    [Fact]
    public void An_interval_stands_where_its_numbers_are()
    {
        Assert.Equal("·····│·├●┤·", Interval(0.6, 0.4, 0.8));
        Assert.Equal("···├─●─┤···", Interval(0, -0.4, 0.4));
        Assert.Equal("├────┼●───┤", Interval(0.2, -9, 9));
        Assert.Equal("·····│··●··", Interval(0.6, null, null));
        Assert.Equal("·····│·····", Interval(null, null, null));
    }

    private static string Interval(double? middle, double? low, double? high)
    {
        using var canvas = new Sweeper.Host.Watching.Drawing.Canvas(11, 1, Styles.Plain);
        Bars.Interval(canvas.Whole, 0, 0, 11, 1, middle, low, high, Ink.Good);
        return canvas.Lines()[0];
    }

    private static double Contrast(int one, int other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    // As WCAG defines it.
    private static double Luminance(int number)
    {
        var colour = Color.FromInt32(number);
        return 0.2126 * Linear(colour.R) + 0.7152 * Linear(colour.G) + 0.0722 * Linear(colour.B);
    }

    private static double Linear(byte channel) => channel <= 10 ? channel / 255.0 / 12.92 : Math.Pow((channel / 255.0 + 0.055) / 1.055, 2.4);
}
