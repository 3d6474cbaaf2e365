using System.Diagnostics;

namespace Sweeper.EndToEnd.Tests.Support;

/// <summary>The processes of this machine that belong to a test, by the test's folder in their command lines.</summary>
internal static class LeftBehind
{
    /// <summary>Their ids and command lines.</summary>
    public static IReadOnlyList<(int Id, string Command)> Of(Workplace place) =>
    [
        .. from folder in Directory.GetDirectories("/proc")
           let id = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
           where id > 0
           let command = CommandLine(folder)
           where command.Contains(place.Folder, StringComparison.Ordinal)
           select (id, command),
    ];

    /// <summary>The node of a name itself: no shell around it, and no ssh that leads to it. Null where there is none.</summary>
    public static int? Node(Workplace place, string name) => Of(place)
        .Where(process => process.Command.EndsWith($"--name {name}", StringComparison.Ordinal) && process.Command.Split(' ') is [var program, "node", ..] && program.EndsWith("/sweeper", StringComparison.Ordinal))
        .Select(process => (int?)process.Id).FirstOrDefault();

    /// <summary>Fails where there are any after some seconds.</summary>
    /// <param name="place">The test's folder.</param>
    /// <param name="seconds">How many.</param>
    /// <param name="but">A program that may be left.</param>
    public static void ExpectNone(Workplace place, int seconds = 5, string but = "no other")
    {
        var clock = Stopwatch.StartNew();
        while (Of(place).Where(process => !process.Command.Contains(but, StringComparison.Ordinal)).ToList() is { Count: > 0 } left)
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(seconds)) Assert.Fail($"left behind:\n{string.Join('\n', left)}");
            Thread.Sleep(50);
        }
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').TrimEnd();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
