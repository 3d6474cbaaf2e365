using Sweeper.Actors.Status;

namespace Sweeper.Host.Watching;

/// <summary>Where someone is in a heatmap, whatever its size has become.</summary>
internal static class HeatmapCursor
{
    /// <summary>The row, from 0.</summary>
    public static int Row(Heatmap map, ConsoleState state) => Math.Clamp(state.Row, 0, Math.Max(0, map.Sources.Length - 1));

    /// <summary>The column, from 0.</summary>
    public static int Column(Heatmap map, ConsoleState state) => Math.Clamp(state.Column, 0, Math.Max(0, map.Targets.Length - 1));

    /// <summary>The cell with the cursor; null where the sweep asks for none.</summary>
    public static HeatmapCell? Cell(Heatmap map, ConsoleState state) => At(map, Row(map, state), Column(map, state));

    /// <summary>A cell; null where the sweep asks for none.</summary>
    public static HeatmapCell? At(Heatmap map, int row, int column) => row < map.Cells.Length && column < map.Cells[row].Length ? map.Cells[row][column] : null;
}
