namespace Sweeper.Host.TrainerProcesses;

/// <summary>Notices when the last device of a process is lost.</summary>
/// <param name="devices">How many there are.</param>
/// <param name="all">Told why the last one is.</param>
internal sealed class TrainersLost(int devices, Action<string> all)
{
    private int _left = devices;

    /// <summary>One more is lost.</summary>
    public void Add(string why)
    {
        if (Interlocked.Decrement(ref _left) == 0) all(why);
    }
}
