using Sweeper.Actors.Status;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>Test accuracies by source and target: the number is the mean, the colour says the same, the glyph how many of its seeds it has.</summary>
internal static class HeatmapPanel
{
    private const int LongestLabel = 20;
    private const int TitleLines = 2;
    private const int LinesBelow = 2;

    /// <summary>The lines that it takes to show so many sources.</summary>
    public static int Lines(int sources, int width) => ChoiceLines(width) + TitleLines + sources + LinesBelow;

    public static void Draw(Area area, Heatmap? map, ConsoleState state, bool hasKeys)
    {
        if (map is null)
        {
            area.Write(0, 0, "no heatmap yet", Ink.Dim);
            return;
        }
        var top = ChoiceLines(area.Width);
        HeatmapChoiceLine.Draw(area.Rows(0, top), map, state.Choice);
        DrawCells(area.Rows(top, area.Height - top - LinesBelow), map, state, hasKeys);
        DrawBelow(area.Rows(area.Height - LinesBelow, LinesBelow), map, state);
    }

    private static int ChoiceLines(int width) => width < 90 ? 2 : 1;

    private static void DrawCells(Area area, Heatmap map, ConsoleState state, bool hasKeys)
    {
        var label = Math.Min(map.Sources.Select(CellWidth.Of).DefaultIfEmpty().Max(), Math.Min(LongestLabel, area.Width / 4));
        var room = area.Width - label - 1;
        var pitch = HeatmapCellText.Widths.FirstOrDefault(width => room >= width * map.Targets.Length, HeatmapCellText.Widths[^1]);
        var (row, column) = (HeatmapCursor.Row(map, state), HeatmapCursor.Column(map, state));
        var (columns, rows) = (Math.Clamp(room / pitch, 0, map.Targets.Length), Math.Clamp(area.Height - TitleLines, 0, map.Sources.Length));
        var (left, top) = (First(column, columns, map.Targets.Length), First(row, rows, map.Sources.Length));
        var scale = HeatmapScale.Of(map);
        if (rows < map.Sources.Length) area.Write(0, 0, $"↓ {top + 1}-{top + rows}/{map.Sources.Length}", Ink.Dim, label);
        if (columns < map.Targets.Length) area.Write(0, 1, $"→ {left + 1}-{left + columns}/{map.Targets.Length}", Ink.Dim, label);
        for (var x = 0; x < columns; x++) DrawTitle(area.Columns(label + 1 + x * pitch, pitch - 1), map.Targets[left + x]);
        for (var y = 0; y < rows; y++)
        {
            area.Write(0, TitleLines + y, Fitted.Middle(map.Sources[top + y], label), hasKeys && top + y == row ? Ink.Accent : Ink.Plain, label);
            for (var x = 0; x < columns; x++)
            {
                var isHere = hasKeys && top + y == row && left + x == column;
                DrawCell(area.Columns(label + 1 + x * pitch, pitch).Rows(TitleLines + y, 1), HeatmapCursor.At(map, top + y, left + x), scale, state, isHere);
            }
        }
    }

    private static int First(int cursor, int visible, int all) => Math.Clamp(cursor - visible / 2, 0, Math.Max(0, all - visible));

    // On two lines, broken at a dash if it is too long for one.
    private static void DrawTitle(Area area, string name)
    {
        var cut = CellWidth.Of(name) <= area.Width ? 0 : name.LastIndexOf('-', Math.Max(0, Math.Min(name.Length - 1, area.Width - 1))) + 1;
        if (cut > 0) area.WriteRight(0, name[..cut], Ink.Dim);
        area.WriteRight(1, Fitted.Middle(name[cut..], area.Width), Ink.Dim);
    }

    private static void DrawCell(Area area, HeatmapCell? cell, HeatmapScale scale, ConsoleState state, bool isHere)
    {
        area.Write(0, 0, HeatmapCellText.Of(cell, area.Width, isHere), cell is null ? Ink.Plain : InkOf(cell, scale, state));
        if (isHere) area.Mark(0);
    }

    private static Ink InkOf(HeatmapCell cell, HeatmapScale scale, ConsoleState state) =>
        state.ColoursProgress ? Progress(cell) : cell.Mean is { } mean && double.IsFinite(mean) ? scale.Ink(mean) : Ink.Dim;

    private static Ink Progress(HeatmapCell cell) => cell.Failed > 0 ? Ink.Bad : cell.N >= cell.Wanted ? Ink.Good : cell.N > 0 ? Ink.Warn : Ink.Dim;

    private static void DrawBelow(Area area, Heatmap map, ConsoleState state)
    {
        area.Write(0, 0, Fitted.Start(Sentence(map, state), area.Width), Ink.Strong);
        var x = state.ColoursProgress ? 0 : HeatmapScale.Of(map).Draw(area, 0, 1) + 2;
        area.Write(x, 1, Fitted.Start($"{HeatmapCellText.Certainty} seeds   [ ] own target   ✗ failed seeds", area.Width - x), Ink.Dim);
    }

    private static string Sentence(Heatmap map, ConsoleState state)
    {
        if (map.Sources.IsEmpty || map.Targets.IsEmpty) return "";
        var path = $"{map.Sources[HeatmapCursor.Row(map, state)]} → {map.Targets[HeatmapCursor.Column(map, state)]}";
        if (HeatmapCursor.Cell(map, state) is not { } cell) return $"{path}: not asked for";
        var half = cell.HalfWidth is { } width ? $" ± {HeatmapCellText.Points(width)}" : "";
        var failed = cell.Failed > 0 ? $", {cell.Failed} failed" : "";
        return $"{path}: {(cell.Mean is { } mean ? HeatmapCellText.Points(mean) + half : "no value yet")}, {cell.N} of {cell.Wanted} seeds{failed}";
    }
}
