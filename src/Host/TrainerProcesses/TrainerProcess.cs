using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Sweeper.Actors.Trainers;
using Sweeper.Actors.Wire;
using Sweeper.Host.Display;
using Sweeper.Host.Runs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Stages;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>A trainer that is a process of its own: what it is told comes through its input, and it ends with that.</summary>
internal sealed class TrainerProcess
{
    private readonly ComputeDevice _device;
    private readonly Stream _input;
    private readonly FrameWriter _parent;
    private readonly PipedBlobStore _blobs;
    private readonly ProgressSender _progress;
    private readonly BlockingCollection<OrderedTraining> _trainings = [];
    private OrderedTraining? _current;

    private TrainerProcess(ComputeDevice device, Stream input, Stream output)
    {
        (_device, _input, _parent) = (device, input, new FrameWriter(output));
        (_blobs, _progress) = (new PipedBlobStore(_parent), new ProgressSender(_parent));
    }

    /// <summary>Works until the input ends, and then ends the process; returns an exit code where it cannot work.</summary>
    public static int Run(ComputeDevice device)
    {
        var (input, output) = StandardPipes.Take();
        // Ctrl-C and the end of a job go to all processes of a group; what follows from them, the one that has started this decides.
        var registrations = ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            .Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true)).ToList();
        var process = new TrainerProcess(device, input, output);
        new Thread(process.Hear) { IsBackground = true, Name = "orders" }.Start();
        var code = ExitCode.Done;
        // As trainers of other processes do: a plain thread.
        var trainer = new Thread(() => code = process.Work()) { Name = $"trainer {device}" };
        trainer.Start();
        trainer.Join();
        registrations.ForEach(registration => registration.Dispose());
        return code;
    }

    private int Work()
    {
        var datasets = new DatasetCatalog(DatasetPaths.FromEnvironment()) { Notice = line => _parent.Write(FrameKind.Notice, line) };
        var runner = new DeviceRunner(_device, datasets, _blobs);
        try
        {
            runner.Prepare();
            CudaRuntime.Try(_device);
        }
        // Whatever it is: the process that has started this one says it to people.
        catch (Exception failure)
        {
            _parent.Write(FrameKind.Broken, failure.Message.Split('\n')[0]);
            return ExitCode.Unexpected;
        }
        _progress.Start();
        _parent.Write(FrameKind.Ready, TrainerProgram.Build);
        foreach (var training in _trainings.GetConsumingEnumerable()) Train(runner, training);
        return ExitCode.Done;
    }

    private void Train(DeviceRunner runner, OrderedTraining training)
    {
        _progress.Begin(training.Progress);
        var outcome = runner.Run(training.Order, training.Progress, training.Stop.Token);
        _progress.End();
        try
        {
            _parent.Write(FrameKind.Outcome, WireValues.Write(outcome));
        }
        catch (FrameException tooLong)
        {
            _parent.Write(FrameKind.Outcome, WireValues.Write<StageOutcome>(new StageOutcome.Failed(FailureCause.Error, $"what came of the training cannot be told: {tooLong.Message}")));
        }
        catch (IOException)
        {
            // Nobody reads: the input has ended too, and with it this process.
        }
    }

    // The thread that reads: it notices the end of the input also while the trainer's is in foreign code.
    private void Hear()
    {
        var code = ExitCode.Done;
        try
        {
            while (Frame.Read(_input) is { } frame) Heed(frame);
        }
        catch (Exception failure)
        {
            StandardError.Say($"what it was told cannot be read: {failure.Message}");
            code = ExitCode.Unexpected;
        }
        ProcessEnd.AtOnce(code);
    }

    private void Heed(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Order:
                _trainings.Add(_current = new OrderedTraining(WireValues.Read<StageOrder>(frame.Payload)));
                break;
            case FrameKind.Stop:
                _current?.Stop.Cancel();
                break;
            case FrameKind.Hold:
                _current?.Progress.Hold();
                break;
            case FrameKind.GoOn:
                _current?.Progress.GoOn();
                break;
            default:
                _blobs.Hear(frame);
                break;
        }
    }
}
