namespace Sweeper.Host.TrainerProcesses;

/// <summary>How long is waited for and between trainers' processes.</summary>
internal sealed record TrainerPatience
{
    /// <summary>As users have it.</summary>
    public static TrainerPatience Default { get; } = new();

    /// <summary>A process that cannot train after so long is given up.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A process that was told to drop its training is killed after so long.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The end of a process is reported after so long. Whoever ends all processes of a machine or a job ends the one that would report by then, and its training is not blamed.</summary>
    public TimeSpan Blame { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause before a third process in a row, where none ended a training; it doubles.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After so many processes in a row that could not train a device is lost.</summary>
    public int MostStarts { get; init; } = 8;

    /// <summary>The pause after so many processes in a row that ended no training.</summary>
    public TimeSpan PauseAfter(int deaths) => deaths <= 1 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Min(LongestPause.Ticks, FirstPause.Ticks * Math.Pow(2, deaths - 2)));
}
