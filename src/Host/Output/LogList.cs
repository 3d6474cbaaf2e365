using System.Globalization;
using Spectre.Console;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;

namespace Sweeper.Host.Output;

/// <summary><c>logs</c> without a training: those that run and those last tried.</summary>
internal static class LogList
{
    /// <summary>Writes a line a training.</summary>
    public static void Write(TextWriter output, IReadOnlyList<TrainingStory> stories)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in (string[])["stage", "training", "attempts", "epoch", "state"]) table.AddColumn(new TableColumn(name) { NoWrap = true });
        foreach (var story in stories)
        {
            string[] cells =
            [
                story.History.Stage.Short, story.Entry?.Name ?? "(no sweep of this store asks for it)", story.History.Attempts.Length.ToString(CultureInfo.InvariantCulture),
                story.Last is { Epochs: [.., var last] } ? $"{last.Epoch}/{last.Epochs}" : "", LogText.StateOf(story),
            ];
            table.AddRow(cells.Select(cell => new Text(TerminalText.Clean(cell))));
        }
        PlainTables.Write(output, table);
    }
}
