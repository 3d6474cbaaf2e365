namespace Sweeper.Host.Watching.Drawing;

/// <summary>A column of a table.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="Cells">Its width; of the column that grows the least one.</param>
/// <param name="Rank">Where there is no room for all, the columns of the lowest ranks stay.</param>
/// <param name="Draw">Draws a row's value.</param>
/// <param name="IsRight">Whether its title ends where it ends.</param>
/// <param name="Grows">Whether it takes the room that the others leave.</param>
internal sealed record TableColumn<T>(string Title, int Cells, int Rank, Action<Area, T> Draw, bool IsRight = false, bool Grows = false)
{
    /// <summary>A column of texts that end where it ends.</summary>
    public static TableColumn<T> Number(string title, int cells, int rank, Func<T, InkedText> value) => new(
        title, cells, rank, (area, row) => area.WriteRight(0, Fitted.Start(value(row).Text, area.Width), value(row).Ink), IsRight: true);

    /// <summary>A column of texts that are cut to its width.</summary>
    public static TableColumn<T> Text(string title, int cells, int rank, Func<T, InkedText> value, bool grows = false) => new(
        title, cells, rank, (area, row) => area.Write(0, 0, Fitted.Start(value(row).Text, area.Width), value(row).Ink), Grows: grows);
}
