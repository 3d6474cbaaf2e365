using Spectre.Console;
using Sweeper.Bench.Rows;
using Sweeper.Host.Tests.Watching;
using Sweeper.Host.Watching;
using Sweeper.Host.Watching.Drawing;
using Sweeper.Host.Watching.Terminals;

namespace Sweeper.Bench.Consoles;

/// <summary>What a frame of the live console takes and leaves to the garbage collector.</summary>
internal static class ConsoleBenchmark
{
    private const int Rounds = 9;
    private const int Frames = 500;
    private static readonly ConsoleStyle Style = new(ColorSystem.EightBit, Ascii: false, TimeSpan.Zero);

    public static void Run()
    {
        var content = Recording.Read("huge").Content;
        var costs = Ratios.InTurn(Rounds, () => Frame(content, 200, 50), () => Frame(content, 80, 24), () => Frame(new(null), 200, 50));
        Ratios.Print("a. a frame of 64 devices at 200 x 50 / an empty frame of that size", costs[0], costs[2], "ms", 1000);
        Ratios.Print("b. the same sweep at 80 x 24 / the empty frame", costs[1], costs[2], "ms", 1000);
        Console.WriteLine($"  c. allocated by a frame: {Allocated(content):0} KiB at 200 x 50, {Allocated(new(null)):0} KiB for the empty one");
        var (first, next) = Written(content);
        Console.WriteLine($"  d. written to the terminal: {first:0.0} KiB for the first frame, {next:0.0} KiB for one in which all devices have gone on");
        RunBenchmark.Run(Launcher.Path()).Wait();
    }

    /// <summary>The console on this terminal, from a recording, to be looked at.</summary>
    /// <param name="recording">start, small, paper, huge or ended.</param>
    public static void Look(string recording)
    {
        using var terminal = ControllingTerminal.Open() ?? throw new InvalidOperationException("there is no terminal to draw on");
        var style = ConsoleStyle.Detect(ascii: false, Environment.GetEnvironmentVariable, TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.UtcNow));
        using var console = new LiveConsole(new RecordedSource(Recording.Read(recording)), terminal, style, TimeProvider.System);
        console.Start(endsBySignal: true);
        console.Ended.Wait();
    }

    private static Cost Frame(ConsoleContent content, int width, int height) => Cost.Of(() =>
    {
        for (var i = 0; i < Frames; i++) ConsoleFrame.Render(content, new ConsoleState(), width, height, Style);
    }) / Frames;

    private static double Allocated(ConsoleContent content)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Frame(content, 200, 50);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0 / Frames;
    }

    private static (double First, double Next) Written(ConsoleContent content)
    {
        var writer = new FrameWriter();
        var snapshot = content.Snapshot!;
        var later = snapshot with { Devices = [.. snapshot.Devices.Select(device => device with { Step = device.Step + 10_000, Loss = device.Loss + 0.01 })] };
        double KiB(ConsoleContent of) => System.Text.Encoding.UTF8.GetByteCount(writer.Write(ConsoleFrame.Render(of, new ConsoleState(), 200, 50, Style), 200)) / 1024.0;
        return (KiB(content), KiB(content with { Snapshot = later }));
    }
}
