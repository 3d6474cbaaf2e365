namespace Sweeper.Host.Display;

/// <summary>What is said to the user beside results. A terminal that has gone away (SIGHUP) takes nothing with it.</summary>
internal static class StandardError
{
    /// <summary>Whether it is a terminal that understands escapes.</summary>
    public static bool IsTerminal => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>Writes lines.</summary>
    public static void Say(string lines)
    {
        try
        {
            Console.Error.WriteLine(TerminalText.CleanLines(lines));
        }
        catch (IOException)
        {
            // Nobody listens any more.
        }
    }
}
