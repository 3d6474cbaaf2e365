namespace Sweeper.Host.TrainerProcesses;

/// <summary>How the process of a trainer ended, for people.</summary>
internal static class ProcessEnding
{
    // As shells and .NET count: a process that a signal has ended.
    private const int Signals = 128;
    private const int LastSignal = 64;
    private const int Kill = 9;

    private static readonly Dictionary<int, string> Names = new()
    {
        [4] = "SIGILL",
        [6] = "SIGABRT",
        [7] = "SIGBUS",
        [8] = "SIGFPE",
        [Kill] = "SIGKILL",
        [11] = "SIGSEGV",
        [15] = "SIGTERM",
        [31] = "SIGSYS",
    };

    /// <summary>Its end by an exit code.</summary>
    /// <param name="device">The trainer's device.</param>
    /// <param name="code">The exit code; 128 and a signal's number where that ended it.</param>
    /// <param name="lastWords">The last line that it wrote; null where it wrote none.</param>
    public static string Describe(string device, int code, string? lastWords)
    {
        var signal = code is > Signals and <= Signals + LastSignal ? code - Signals : 0;
        var how = signal == 0 ? $"with exit code {code}" : $"with signal {signal}{(Names.TryGetValue(signal, out var name) ? $" ({name})" : "")}";
        var hint = signal == Kill ? ": the kernel may have been out of memory (its log says so; fewer trainers or a smaller recipe.micro_batch_size need less), or somebody killed it" : "";
        return $"the trainer's process of {device} ended {how}{hint}{(lastWords is null ? "" : $"; its last words: {lastWords}")}";
    }
}
