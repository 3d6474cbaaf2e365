namespace Sweeper.Host;

/// <summary>What a command's exit says to the shell.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Something unexpected failed.</summary>
    public const int Unexpected = 1;

    /// <summary>The user's input is wrong; nothing was changed.</summary>
    public const int WrongInput = 2;

    /// <summary>Finished, with failed cells.</summary>
    public const int FailedCells = 3;

    /// <summary>Interrupted; finished work is kept.</summary>
    public const int Interrupted = 130;
}
