using Spectre.Console;

namespace Sweeper.Host.Output;

/// <summary>Writes tables as text without escapes, as wide as they need to be: they go to files and pipes as well as to terminals.</summary>
internal static class PlainTables
{
    private const int Widest = 4000;

    /// <summary>Writes a table.</summary>
    public static void Write(TextWriter output, Table table)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Widest;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        // Cells are filled with blanks to the table's edge, which nobody sees and every diff shows.
        foreach (var line in text.ToString().TrimEnd().Split('\n')) output.WriteLine(line.TrimEnd());
    }
}
