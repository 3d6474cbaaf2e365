namespace Sweeper.Host.Watching;

/// <summary>Where someone is in a list.</summary>
/// <param name="Cursor">The row, counted from 0 among those that are shown; past the end means the last.</param>
/// <param name="Filter">What a row must contain to be shown, in any case; empty shows all.</param>
internal sealed record ListState(int Cursor, string Filter)
{
    /// <summary>The first row of all.</summary>
    public static ListState Start { get; } = new(0, "");

    /// <summary>The cursor among so many rows.</summary>
    public int Among(int rows) => Math.Clamp(Cursor, 0, Math.Max(0, rows - 1));
}
