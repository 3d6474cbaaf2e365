using System.Xml.Linq;
using SkiaSharp;
using Sweeper.Host.Reports.Figures;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Reports;

public class FigureTests
{
    [Fact]
    public void A_chart_is_drawn_to_the_same_bytes_everywhere() => Screen.Check("chart.svg", SvgText.File(ChartLayout.Whole(Tiny())));

    [Fact]
    public void A_heatmap_is_drawn_to_the_same_bytes_everywhere() => Screen.Check("heatmap.svg", SvgText.File(HeatmapLayout.Draw(Map(), hasTitle: true)));

    [Fact]
    public void A_panel_alone_has_the_width_of_its_figure()
    {
        var alone = Tiny();
        Assert.InRange(Share(alone), 0.85, 1);
        Assert.InRange(Share(alone with { Panels = [alone.Panels[0], alone.Panels[0]] }), 0.35, 0.5);

        // Of the figure's width, what the data of its first panel have; the title is as wide as before.
        static double Share(Chart chart)
        {
            var figure = ChartLayout.Whole(chart);
            Assert.InRange(figure.Width, 700, 800);
            return figure.Marks.OfType<Mark.Moved>().First().Marks.OfType<Mark.Clip>().Single().Width / figure.Width;
        }
    }

    [Fact]
    public void Names_cannot_break_out_of_a_figure()
    {
        var svg = XDocument.Parse(SvgText.File(ChartLayout.Whole(Tiny("</text><script>alert('1')</script>&\"\u0001\ud800"))));
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName == "script");
        Assert.Contains(svg.Descendants(), element => element.Value.Contains("<script>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_gives_roles_their_colours_and_a_file_has_none_of_its_own()
    {
        var figure = ChartLayout.Whole(Tiny());
        Assert.Contains("var(--s0)", SvgText.Element(figure, "x"));
        Assert.DoesNotContain("var(", SvgText.File(figure));
    }

    [Fact]
    public void A_picture_shows_what_the_file_does()
    {
        var fonts = FontFiles.Find(FontFiles.Folders);
        if (fonts is null) Assert.Skip("no font that is known is installed, so there are no PNGs");
        var figure = HeatmapLayout.Draw(Map(), hasTitle: true);
        using var pictures = new PngImage(fonts);
        using var picture = SKBitmap.Decode(pictures.Write(figure));
        Assert.Equal((Math.Ceiling(2 * figure.Width), Math.Ceiling(2 * figure.Height)), (picture.Width, picture.Height));
        // Inside the frame of the first cell, away from its number: the colour that the SVG gives it.
        var cell = figure.Marks.OfType<Mark.Box>().First();
        var pixel = picture.GetPixel((int)(2 * (cell.X + 3)), (int)(2 * (cell.Y + 3)));
        Assert.Equal(cell.Fill.Hex, $"#{pixel.Red:x2}{pixel.Green:x2}{pixel.Blue:x2}");
        Assert.Contains(picture.Pixels, colour => colour.Red < 80 && colour.Green < 80 && colour.Blue < 80);
    }

    [Fact]
    public void Fonts_are_looked_for_where_they_are_said_to_be() => Assert.Null(FontFiles.Find(["/nowhere/at/all"]));

    [Theory]
    [InlineData(0, 100, "0 20 40 60 80 100")]
    [InlineData(86.1, 88.2, "86.5 87.0 87.5 88.0")]
    [InlineData(3, 3, "2.6 2.8 3.0 3.2 3.4")]
    public void Linear_axes_have_round_marks(double low, double high, string marks) =>
        Assert.Equal(marks, string.Join(' ', Axis.Linear("", low, high).Ticks.Select(tick => tick.Words)));

    [Fact]
    public void The_axis_of_remaining_weights_falls_from_all_to_the_least()
    {
        var axis = Axis.FallingLog("", 0.124);
        Assert.Equal(0, axis.Share(100));
        Assert.InRange(axis.Share(0.124), 0.9, 1);
        // Equal ratios are equal lengths.
        Assert.Equal(axis.Share(10), axis.Share(1) - axis.Share(10), 1e-12);
        Assert.Equal(["0.3", "1", "3", "10", "30", "100"], axis.Ticks.Select(tick => tick.Words).OrderBy(double.Parse));
    }

    [Fact]
    public void Twenty_five_series_differ_without_their_colours() =>
        Assert.Equal(25, Enumerable.Range(0, 25).Select(SeriesStyle.Of).Select(style => (style.Shape, string.Join(' ', style.Dash))).Distinct().Count());

    [Fact]
    public void Thirty_series_look_different() => Assert.Equal(30, Enumerable.Range(0, 30).Select(SeriesStyle.Of).Distinct().Count());

    [Fact]
    public void A_band_ends_where_a_point_has_no_interval()
    {
        var points = Enumerable.Range(0, 5).Select(i => new SeriesPoint(i, 1, i == 2 ? null : 0, i == 2 ? null : 2, i == 2)).ToArray();
        var figure = PanelLayout.Draw(new Panel("", Axis.Linear("", 0, 4), Axis.Linear("", 0, 2), [new Series("one", SeriesStyle.Of(0), false, [.. points])]));
        var data = figure.Marks.OfType<Mark.Clip>().Single().Marks;
        Assert.Equal(2, data.OfType<Mark.Area>().Count());
        Assert.Single(data.OfType<Mark.Dot>(), dot => dot.IsHollow);
    }

    [Fact]
    public void A_line_and_its_band_break_where_a_point_has_no_value()
    {
        var points = Enumerable.Range(0, 4).Select(i => new SeriesPoint(i, 1, 0, 2, false, StartsAnew: i == 2)).ToArray();
        var figure = PanelLayout.Draw(new Panel("", Axis.Linear("", 0, 4), Axis.Linear("", 0, 2), [new Series("one", SeriesStyle.Of(0), false, [.. points])]));
        var data = figure.Marks.OfType<Mark.Clip>().Single().Marks;
        Assert.Equal([2, 2], data.OfType<Mark.Line>().Select(line => line.Points.Length));
        Assert.Equal([4, 4], data.OfType<Mark.Area>().Select(area => area.Points.Length));
    }

    [Fact]
    public void A_panel_without_values_says_so()
    {
        var figure = PanelLayout.Draw(new Panel("", Axis.Linear("", 0, 4), Axis.Linear("", 0, 2), [new Series("one", SeriesStyle.Of(0), false, [])]));
        Assert.Contains(figure.Marks.OfType<Mark.Text>(), text => text.Words == "no value yet");
    }

    [Fact]
    public void Multiples_of_chance_meet_in_white_at_one_and_say_their_unit()
    {
        var figure = HeatmapLayout.Draw(Map() with { Scale = HeatScale.TimesChance, Across = "source", Missing = "1 pair", Cells = [[new(true, 1, false), new(true, 0.25, true)], [new(true, 4, false), default]] }, hasTitle: true);
        var boxes = figure.Marks.OfType<Mark.Box>().ToList();
        Assert.Equal("#ffffff", boxes[0].Fill.Hex);
        // A quarter of chance is as far from it as four times: both are the ends of the scale.
        Assert.Equal(["#2166ac", "#b35806"], boxes.Skip(1).Take(2).Select(box => box.Fill.Hex));
        var words = figure.Marks.OfType<Mark.Text>().Select(text => text.Words).ToList();
        foreach (var part in new[] { "1.00", "0.25*", "4.00", "times chance", "source", "Missing: 1 pair" }) Assert.Contains(part, words);
    }

    [Fact]
    public void Titles_fit_in_their_figures()
    {
        var fonts = FontFiles.Find(FontFiles.Folders);
        if (fonts is null) Assert.Skip("no font that is known is installed");
        const string Title = "Minus the target's own ticket, round 15 (96.5% pruned): lenet-300-100, global 20% @50it";
        using var bold = SKTypeface.FromFile(fonts.Bold);
        foreach (var figure in new[] { HeatmapLayout.Draw(Map() with { Title = Title }, hasTitle: true), ChartLayout.Whole(Tiny() with { Title = $"{Title} {Title}" }), PanelLayout.Draw(Tiny().Panels[0] with { Title = Title }) })
        {
            var title = figure.Marks.OfType<Mark.Text>().First(text => text.IsBold);
            using var font = new SKFont(bold, (float)title.Size);
            Assert.InRange(title.At.X + font.MeasureText(title.Words), 0, figure.Width);
        }
    }

    [Fact]
    public void Names_that_differ_in_their_options_differ_in_a_heatmap()
    {
        var map = Map() with { Rows = ["fashion-mnist-a?fraction=0.01/sgd", "fashion-mnist-a?fraction=0.02/sgd"] };
        var names = HeatmapLayout.Draw(map, hasTitle: false).Marks.OfType<Mark.Text>().Select(text => text.Words).Where(words => words.StartsWith("fashion", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, names.Distinct().Count());
        Assert.All(names, name => Assert.EndsWith("/sgd", name));
    }

    [Fact]
    public void A_legend_ends_with_random_tickets()
    {
        var panel = Tiny().Panels[0];
        var chart = Tiny() with { Panels = [panel, panel with { Series = [panel.Series[0] with { Name = "b", Style = SeriesStyle.Of(1) }, panel.Series[1]] }] };
        Assert.Equal(["a & b", "b", "random ticket"], chart.Legend.Select(each => each.Name));
    }

    private static Chart Tiny(string name = "a & b")
    {
        var x = Axis.Linear("Weights pruned (%)", 0, 100);
        var y = Axis.Linear("Test accuracy (%)", 80, 90);
        return new("tiny", $"Tiny chart of {name}", "How to read it.", "1 of 9 cells has no value (1 nan)",
        [
            new("Target t/sgd", x, y,
            [
                new(name, SeriesStyle.Of(0), true, [new(0, 85, 84, 86, false), new(50, 86, 85.5, 86.5, false), new(90, 84, null, null, true)]),
                new("random ticket", SeriesStyle.Random, false, [new(0, 85, 84, 86, false), new(90, 81, 80, 82, false)]),
            ]),
        ]);
    }

    private static Heatmap Map() => new("map", "Minus the target's own ticket", "How to read it.", null, HeatScale.Points, "target", ["one/sgd", "two/sgd"], ["one/sgd", "a target of a long name/sgd"],
        [[new(true, -2.25, false), new(true, null, true)], [new(true, 1.04, true), default]]);
}
