using System.Globalization;
using Sweeper.Actors.Status;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>All that is known of one training: what went wrong, curves, provenance, messages.</summary>
internal static class DetailPanel
{
    private const int LongestCurve = 60;

    public static void Draw(Area area, ConsoleContent content, ConsoleState state, TimeSpan utcOffset)
    {
        var lines = Lines(content, state, area.Width, utcOffset).ToList();
        var first = Math.Clamp(state.Scroll, 0, Math.Max(0, lines.Count - area.Height));
        for (var y = 0; y < Math.Min(area.Height, lines.Count - first); y++) area.WriteAll(0, y, lines[first + y]);
    }

    private static IEnumerable<InkedText[]> Lines(ConsoleContent content, ConsoleState state, int width, TimeSpan utcOffset)
    {
        if (content.Snapshot?.Problems.FirstOrDefault(problem => problem.Stage == state.Stage) is { } problem)
        {
            foreach (var line in Fitted.Wrapped($"{problem.Cause}: {problem.Message}", width)) yield return [new(line, Ink.Bad)];
            foreach (var line in Fitted.Wrapped($"→ {problem.Remedy}", width)) yield return [new(line, Ink.Accent)];
            yield return [];
        }
        if (content.Detail is not { } detail || detail.Stage != state.Stage)
        {
            yield return [new("nothing is known of this training yet", Ink.Dim)];
            yield break;
        }
        foreach (var line in Fitted.Wrapped(detail.Training, width)) yield return [new(line, Ink.Strong)];
        yield return [];
        foreach (var curve in detail.Curves.Where(curve => !curve.Values.IsEmpty)) yield return Curve(curve, Math.Min(LongestCurve, width - 46));
        if (!detail.Curves.IsEmpty) yield return [];
        var name = detail.Facts.Select(fact => CellWidth.Of(fact.Name)).DefaultIfEmpty().Max() + 2;
        foreach (var fact in detail.Facts)
        {
            var title = fact.Name;
            foreach (var line in Fitted.Wrapped(fact.Value, Math.Max(1, width - name)))
            {
                yield return [new(Fitted.Left(title, name), Ink.Dim), line];
                title = "";
            }
        }
        if (!detail.Lines.IsEmpty) yield return [];
        foreach (var line in detail.Lines) yield return [new($"{LinesPanel.Time(line.At, utcOffset)}  ", Ink.Dim), Fitted.Start(line.Text, width - 10)];
    }

    private static InkedText[] Curve(StageCurve curve, int cells) =>
    [
        new(Fitted.Left(Fitted.Start(curve.Name, 14), 15), Ink.Dim),
        new(Fitted.Left(Bars.Curve(curve.Values, cells), Math.Max(0, cells)), Ink.Accent),
        $"  {Fitted.Right(Number(curve.Values[0]), 9)} → ",
        new(Fitted.Left(Number(curve.Values[^1]), 9), Ink.Strong),
        new($"  in {curve.Values.Length} epochs", Ink.Dim),
    ];

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
