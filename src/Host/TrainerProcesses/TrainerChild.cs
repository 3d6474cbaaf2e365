using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Sweeper.Host.Display;
using Sweeper.Training.Devices;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>The process of one trainer, as the process that has started it sees it. It ends when its input does, whatever it is doing.</summary>
internal sealed class TrainerChild : IDisposable
{
    // Between orders nobody takes frames, and then none come.
    private const int MostFrames = 256;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    // The end of its output is the end of the process, or nearly.
    private static readonly TimeSpan EndOfProcess = TimeSpan.FromSeconds(5);

    private readonly string _device;
    private readonly Process _process;
    private readonly Stream _input;
    private readonly FrameWriter _writer;
    private readonly TrainerWords _words;
    private readonly Thread _wordsReader;
    private readonly BlockingCollection<Frame> _frames = new(MostFrames);
    private bool _isReady;

    private TrainerChild(ComputeDevice device, Process process, Action<string> say)
    {
        (_device, _process, Say) = (device.Name, process, say);
        _input = process.StandardInput.BaseStream;
        _writer = new FrameWriter(_input);
        _words = new TrainerWords(_device, line => Say(line));
        var (output, errors) = (process.StandardOutput.BaseStream, process.StandardError.BaseStream);
        _wordsReader = Begin("words", () => _words.Read(errors));
        Begin("frames", () => ReadFrames(output));
    }

    /// <summary>Tells people what the process says.</summary>
    public Action<string> Say { get; set; }

    /// <summary>The process's number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended, and all that it has said is taken.</summary>
    public bool HasEnded => _frames.IsCompleted;

    /// <summary>What is wrong with what it said, where it said what no trainer does.</summary>
    public string? Fault { get; private set; }

    /// <summary>Starts one.</summary>
    /// <exception cref="DeviceException">There is no such program, or no room for a process.</exception>
    public static TrainerChild Start(TrainerProgram program, ComputeDevice device, Action<string> say)
    {
        try
        {
            return new(device, Process.Start(program.For(device))!, say);
        }
        catch (Win32Exception failure)
        {
            throw new DeviceException($"the trainer's process of {device} cannot be started: {failure.Message}; is {program.Words[0]} still there? `--trainers threads` needs no process", failure);
        }
    }

    /// <summary>Waits until it can train.</summary>
    /// <returns>Whether it can; not before <paramref name="stop"/> was set, else.</returns>
    /// <param name="stop">Ends the waiting.</param>
    /// <param name="patience">So long at most: drivers of broken GPUs hang.</param>
    /// <exception cref="DeviceException">It cannot; the message says why.</exception>
    public bool AwaitReady(CancellationToken stop, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (!_isReady && !stop.IsCancellationRequested)
        {
            if (Stopwatch.GetElapsedTime(began) > patience) throw new DeviceException($"the trainer's process of {_device} did not get ready in {patience.TotalSeconds:0} seconds; `./sweeper doctor` looks at what it needs");
            if (TryTake(LookEvery) is { } frame) _isReady = IsReady(frame);
            else if (HasEnded) throw new DeviceException($"{(Fault is null ? HowItEnded() : $"the trainer's process of {_device} said what no trainer does ({Fault})")}, before it could train; `./sweeper doctor` looks at what it needs");
        }
        return _isReady;
    }

    /// <summary>What it says next; null where that does not come in time, or never.</summary>
    public Frame? TryTake(TimeSpan patience) => _frames.TryTake(out var frame, patience) ? frame : null;

    /// <summary>Says something to it; to one that has ended, in vain.</summary>
    /// <exception cref="FrameException">It would be too long; nothing was said.</exception>
    public void Send(FrameKind kind, ReadOnlySpan<byte> payload = default)
    {
        try
        {
            _writer.Write(kind, payload);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The end of its output tells.
        }
    }

    /// <summary>Ends it, at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>How it ended, for people.</summary>
    public string HowItEnded()
    {
        if (!_process.WaitForExit(EndOfProcess)) Kill();
        if (!_process.WaitForExit(EndOfProcess)) return $"the trainer's process of {_device} speaks no more and cannot be ended";
        _wordsReader.Join(EndOfProcess);
        return ProcessEnding.Describe(_device, _process.ExitCode, _words.Last);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        // Whoever waits there for room waits no more.
        _frames.CompleteAdding();
        try
        {
            _input.Dispose();
        }
        catch (IOException)
        {
            // Nobody reads it any more.
        }
        _process.Dispose();
    }

    private bool IsReady(Frame frame) => frame.Kind switch
    {
        FrameKind.Ready when frame.Text == TrainerProgram.Build => true,
        FrameKind.Ready => throw new DeviceException($"the trainer's process of {_device} is another build of the program, which was replaced while it ran: start this one again"),
        FrameKind.Broken => throw new DeviceException(TerminalText.Clean(frame.Text)),
        _ => throw new DeviceException($"the trainer's process of {_device} says {frame.Kind} before it is ready; this is a fault of the program"),
    };

    private void ReadFrames(Stream output)
    {
        using var all = output;
        try
        {
            while (Frame.Read(output) is { } frame)
            {
                if (frame.Kind == FrameKind.Notice) Say(frame.Text);
                else _frames.Add(frame);
            }
        }
        catch (FrameException garbage)
        {
            Fault = garbage.Message;
            Kill();
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended from here.
        }
        _frames.CompleteAdding();
    }

    private Thread Begin(string what, Action work)
    {
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // It was ended from here.
            }
        })
        { IsBackground = true, Name = $"{what} {_device}" };
        thread.Start();
        return thread;
    }
}
