using System.Text;
using Sweeper.Actors.Claims;
using Sweeper.Host.Output;
using Sweeper.Host.Reports.Charts;
using Sweeper.Host.Reports.Figures;
using Sweeper.Host.Reports.Tables;

namespace Sweeper.Host.Reports;

/// <summary>The report as one HTML file: no script, nothing fetched, well-formed as XML too.</summary>
internal sealed class ReportPage
{
    private readonly StringBuilder _page = new();
    private readonly ReportData _data;
    private readonly ReportContents _contents;
    private readonly bool _hasPictures;

    private ReportPage(ReportData data, ReportContents contents, bool hasPictures) => (_data, _contents, _hasPictures) = (data, contents, hasPictures);

    /// <summary>The page.</summary>
    /// <param name="data">What it is made of.</param>
    /// <param name="contents">Its tables and figures.</param>
    /// <param name="hasPictures">Whether figures are beside it as PNG too.</param>
    public static string Write(ReportData data, ReportContents contents, bool hasPictures)
    {
        var page = new ReportPage(data, contents, hasPictures);
        page.WriteHead();
        page.WriteClaims();
        page.WriteKeyNumbers();
        page.WriteFigures();
        page.WriteAccuracies();
        page.WriteMissing();
        RunSection.Write(page._page, data);
        ReproductionSection.Write(page._page, data);
        page._page.Append("</main>\n<footer><p>Made by sweeper ").Append(Markup.Escape(RunSection.Version)).Append(" from the store's results; the same results give the same bytes.</p></footer>\n</body>\n</html>\n");
        return page._page.ToString();
    }

    private void WriteHead()
    {
        var name = Markup.Escape(_data.Sweep.Name);
        _page.Append("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        _page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n");
        _page.Append($"<title>{name}: sweep report</title>\n<style>\n{ReportStyle.Css}\n</style>\n</head>\n<body>\n<header>\n<h1>{name}</h1>\n<p class=\"lead\">");
        var wanted = _data.Rows.Sum(row => (long)row.Wanted);
        var there = _data.Rows.Sum(row => (long)row.Statistics.N);
        _page.Append($"{there:N0} of {Humans.Count(wanted, "cell")} {(wanted == 1 ? "has" : "have")} a value, from {_data.Trained:N0} of {RunSection.AtMost(_data.Plan)}{Humans.Count(_data.Plan.Stages.Length, "training")}.");
        if (Gaps.Of(_data.Rows) is { } gaps) _page.Append($" <span class=\"missing\">{Markup.Escape(gaps)}: <a href=\"#missing\">which</a>.</span>");
        _page.Append("</p>\n<nav><a href=\"#claims\">Claims</a> <a href=\"#numbers\">Key numbers</a> <a href=\"#figures\">Figures</a> <a href=\"#accuracies\">Accuracies</a> ");
        if (_contents.Missing is not null) _page.Append("<a href=\"#missing\">Missing</a> ");
        _page.Append("<a href=\"#run\">What was run</a> <a href=\"#again\">One number again</a></nav>\n</header>\n<main>\n");
    }

    private void WriteClaims()
    {
        _page.Append("<h2 id=\"claims\">Claims</h2>\n");
        var asked = _data.Plan.Specs[0].Claims.Length;
        if (_contents.Claims is not { } table)
        {
            _page.Append(asked == 0
                ? "<p class=\"note\">The sweep file makes no claims. Under <code>claims:</code> it can say what its numbers shall decide.</p>\n"
                : $"<p class=\"note\">No claims decided: the sweep file makes {Humans.Count(asked, "claim")}, and no verdicts were given.</p>\n");
            return;
        }
        _page.Append("<div class=\"claims\">\n");
        foreach (var verdict in _data.Verdicts) WriteClaim(verdict);
        _page.Append("</div>\n");
        HtmlTable.Write(_page, table);
    }

    // The p that decided: of what is claimed, or of its opposite.
    private static string Probability(ClaimVerdict verdict) => verdict switch
    {
        { Verdict: Verdict.Contradicted, OppositeHolmP: { } opposite } => $", opposite's Holm p {HtmlTable.Whole(TableCell.Probability(opposite))}",
        { HolmP: { } p } => $", Holm p {HtmlTable.Whole(TableCell.Probability(p))}",
        _ => "",
    };

    private void WriteClaim(ClaimVerdict verdict)
    {
        var word = Words.Of(verdict.Verdict);
        _page.Append($"<div class=\"claim {word}\"><p class=\"verdict\">{word}</p>\n<h3>{Markup.Escape(verdict.Claim.Name)}</h3>\n<p><span class=\"difference\">");
        _page.Append(verdict.Difference is null ? "no value</span>" : $"{TableCell.Points(verdict.Difference).Words}</span> {ClaimsText.Unit(verdict.Claim)}");
        if (verdict is { Ci95Low: not null, Ci95High: not null }) _page.Append($" ({_data.Intervals.Level}: {TableCell.Points(verdict.Ci95Low).Words} to {TableCell.Points(verdict.Ci95High).Words})");
        _page.Append($"</p>\n<p class=\"note\">Expected: {Markup.Escape(ClaimTable.Expectation(verdict))}. n = {verdict.N} of {verdict.Wanted}{Markup.Escape(Probability(verdict))}.");
        if (verdict.SeedsStillNeeded is { } more) _page.Append($" About {Humans.Count(more, "more seed")} would decide it if difference and deviation stayed.");
        if (verdict.LeftOut.Count > 0) _page.Append($" <span class=\"missing\">Left out: {Markup.Escape(string.Join("; ", verdict.LeftOut))}.</span>");
        _page.Append("</p>");
        foreach (var note in verdict.Notes) _page.Append($"\n<p class=\"note\">{Markup.Escape(note)}</p>");
        _page.Append("</div>\n");
    }

    private void WriteKeyNumbers()
    {
        _page.Append("<h2 id=\"numbers\">Key numbers</h2>\n");
        if (_contents.KeyNumbers.IsEmpty) _page.Append("<p class=\"note\">The sweep has nothing to compare: it needs winning tickets with random tickets, the target as a source of its own, or round 0.</p>\n");
        foreach (var table in _contents.KeyNumbers) HtmlTable.Write(_page, table);
    }

    private void WriteFigures()
    {
        _page.Append("<h2 id=\"figures\">Figures</h2>\n");
        if (!_hasPictures) _page.Append("<p class=\"note\">Figures are beside this page as SVG only: PNG needs a font, and this machine had none that is known.</p>\n");
        if (_contents.LeftOut > 0) _page.Append($"<p class=\"missing\">{Humans.Count(_contents.LeftOut, "more figure")} left out; the tables have every number.</p>\n");
        _page.Append("<input type=\"radio\" name=\"axis\" id=\"axis-pruned\" checked=\"checked\"/> <label class=\"switch\" for=\"axis-pruned\">against weights pruned</label>\n");
        _page.Append("<input type=\"radio\" name=\"axis\" id=\"axis-log\"/> <label class=\"switch\" for=\"axis-log\">against weights remaining (log)</label>\n<div class=\"charts\">\n");
        foreach (var chart in _contents.Curves)
        {
            WriteChart(chart.Pruned, "pruned");
            WriteChart(chart.Remaining, "remaining");
        }
        foreach (var map in _contents.Heatmaps) WriteHeatmap(map);
        foreach (var chart in _contents.Layers) WriteChart(chart, "layers");
        foreach (var map in _contents.Overlaps) WriteHeatmap(map);
        _page.Append("</div>\n");
        foreach (var table in _contents.Masks) HtmlTable.Write(_page, table);
        foreach (var note in _data.Masks.Notes) _page.Append($"<p class=\"missing\">{Markup.Escape(note)}.</p>\n");
        foreach (var problem in _data.Masks.Problems) _page.Append($"<p class=\"missing\">A mask could not be read: {Markup.Escape(problem)}</p>\n");
    }

    private void WriteChart(Chart chart, string cssClass)
    {
        _page.Append($"<figure class=\"{cssClass}\">\n");
        WriteCaption(chart.Id, chart.Title, chart.Caption, chart.Missing);
        // The legend first: of many panels the last are a screen or a sheet away.
        _page.Append("<ul class=\"legend\">\n");
        foreach (var (name, style) in chart.Legend) _page.Append($"<li>{SvgText.Element(ChartLayout.Swatch(name, style), "swatch")}{Markup.Escape(name)}</li>\n");
        _page.Append("</ul>\n<div class=\"panels\">\n");
        foreach (var panel in chart.Panels) _page.Append(SvgText.Element(PanelLayout.Draw(panel), "panel"));
        _page.Append("</div>\n</figure>\n");
    }

    private void WriteHeatmap(Heatmap map)
    {
        _page.Append("<figure>\n");
        WriteCaption(map.Id, map.Title, map.Caption, map.Missing);
        _page.Append($"<div class=\"scroll heat\" tabindex=\"0\" role=\"region\" aria-label=\"{Markup.Escape(map.Title)}\">{SvgText.Element(HeatmapLayout.Draw(map, hasTitle: false), "heatmap")}</div>\n</figure>\n");
    }

    private void WriteCaption(string id, string title, string caption, string? missing)
    {
        _page.Append($"<figcaption><h3>{Markup.Escape(title)}</h3>{Markup.Escape(caption)}");
        if (missing is not null) _page.Append($" <span class=\"missing\">Missing: {Markup.Escape(missing)}.</span>");
        _page.Append($" <span class=\"files\"><a href=\"figures/{id}.svg\">SVG</a>{(_hasPictures ? $" <a href=\"figures/{id}.png\">PNG</a>" : "")}</span></figcaption>\n");
    }

    private void WriteAccuracies()
    {
        _page.Append("<h2 id=\"accuracies\">Accuracies</h2>\n<p class=\"note\">Every number, one a line: <a href=\"tables/accuracy-all.csv\">accuracy-all.csv</a>.</p>\n");
        foreach (var table in _contents.Accuracies) HtmlTable.Write(_page, table);
        if (_contents.TablesLeftOut > 0) _page.Append($"<p class=\"missing\">{Humans.Count(_contents.TablesLeftOut, "more table")} left out; accuracy-all.csv has every number.</p>\n");
    }

    private void WriteMissing()
    {
        if (_contents.Missing is not { } table) return;
        _page.Append("<h2 id=\"missing\">Failures and missing values</h2>\n");
        foreach (var line in _data.Failures) _page.Append($"<p class=\"missing\">{Markup.Escape(line)}</p>\n");
        HtmlTable.Write(_page, table);
    }
}
