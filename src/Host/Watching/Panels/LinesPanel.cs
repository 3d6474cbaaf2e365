using System.Globalization;
using Sweeper.Actors.Status;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>What happened last, the latest first.</summary>
internal static class LinesPanel
{
    public static void Draw(Area area, IReadOnlyList<StatusLine> lines, int? cursor, TimeSpan utcOffset)
    {
        var table = new Table<StatusLine>(
            TableColumn<StatusLine>.Text("at", 8, 0, line => new(Time(line.At, utcOffset), Ink.Dim)),
            TableColumn<StatusLine>.Text("what", 10, 1, line => line.Text, grows: true))
        {
            Sentence = line => line.Text,
        };
        table.Draw(area, lines, cursor);
    }

    /// <summary>The time of day.</summary>
    public static string Time(DateTimeOffset at, TimeSpan utcOffset) => at.ToOffset(utcOffset).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
