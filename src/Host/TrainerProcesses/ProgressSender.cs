using Sweeper.Actors.Wire;
using Sweeper.Training.Stages;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>Sends how far this process's training is, a few times a second, where that has changed.</summary>
/// <param name="parent">Where to.</param>
internal sealed class ProgressSender(FrameWriter parent)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly Lock _one = new();
    private StageProgress? _progress;
    private ProgressReport? _last;

    /// <summary>Begins to look, in a thread of its own.</summary>
    public void Start() => new Thread(() =>
    {
        while (true)
        {
            Thread.Sleep(Every);
            lock (_one) Send();
        }
    })
    { IsBackground = true, Name = "progress" }.Start();

    /// <summary>A training begins.</summary>
    public void Begin(StageProgress progress)
    {
        lock (_one) (_progress, _last) = (progress, null);
    }

    /// <summary>It has ended: sends what was not sent, and nothing after that.</summary>
    public void End()
    {
        lock (_one)
        {
            Send();
            _progress = null;
        }
    }

    private void Send()
    {
        if (_progress is not { } progress) return;
        try
        {
            var report = ProgressReport.Of(progress);
            if (report != _last) parent.Write(FrameKind.Progress, WireValues.Write(report));
            _last = report;
            if (progress.TakeEpochs() is { IsEmpty: false } epochs) parent.Write(FrameKind.Epochs, WireValues.Write(epochs));
        }
        catch (IOException)
        {
            // The end of the input tells that nobody reads, and ends the process.
        }
    }
}
