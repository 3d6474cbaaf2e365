namespace Sweeper.Host.Output;

/// <summary>Writes words so that a line for the user can be pasted into a shell.</summary>
internal static class ShellWord
{
    private const string Plain = "-_./:=@%+,";

    /// <summary>The word as it is where a POSIX shell leaves it alone, else in single quotes.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
