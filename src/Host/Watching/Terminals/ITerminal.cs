namespace Sweeper.Host.Watching.Terminals;

/// <summary>A terminal that a console has for itself from <see cref="Enter"/> to <see cref="Leave"/>.</summary>
internal interface ITerminal
{
    /// <summary>Columns and lines as they are now.</summary>
    (int Width, int Height) Size { get; }

    /// <summary>Takes it: another screen, no cursor, keys at once and not shown. Entering again does all of that again.</summary>
    void Enter();

    /// <summary>Gives it back as it was. May be called from any thread, and more than once; never throws.</summary>
    void Leave();

    /// <summary>Writes a text at once.</summary>
    /// <exception cref="IOException">The terminal has gone away.</exception>
    void Write(string text);

    /// <summary>Waits for what keys send.</summary>
    /// <returns>The bytes that came; 0 where none came within that time; null when there will be no more.</returns>
    int? Read(Span<byte> bytes, TimeSpan wait);
}
