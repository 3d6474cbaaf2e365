using Sweeper.Actors.Trainers;
using Sweeper.Host.Runs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Native;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>The trainers of a run or a node: threads of its process, or a process each.</summary>
/// <param name="devices">Where to train; a trainer each.</param>
/// <param name="inProcesses">Whether each is a process.</param>
/// <param name="say">Tells people, before <see cref="RunnerOf"/> says who does.</param>
internal sealed class TrainerSet(IReadOnlyList<ComputeDevice> devices, bool inProcesses, Action<string> say) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ComputeDevice, TrainerChild> _started = [];
    private bool _isOver;

    /// <summary>Their devices.</summary>
    public IReadOnlyList<ComputeDevice> Devices => devices;

    /// <summary>Whether a training of theirs can take this process down.</summary>
    public bool ShareProcess => !inProcesses && devices.Count > 0;

    /// <summary>Loads libtorch, here or in their processes, so that what is missing is known before anything begins.</summary>
    /// <exception cref="TorchUnavailableException">libtorch does not load.</exception>
    /// <exception cref="DeviceException">A device cannot be used.</exception>
    public void Start()
    {
        if (ShareProcess)
        {
            TorchRuntime.Start();
            if (devices.Any(device => device.Kind == DeviceKind.Cuda)) CudaRuntime.Start();
        }
        if (!inProcesses) return;
        var children = devices.Select(device => Keep(device, TrainerChild.Start(TrainerProgram.OfThisProcess, device, say))).ToList();
        foreach (var child in children) child.AwaitReady(CancellationToken.None, TrainerPatience.Default.Start);
    }

    /// <summary>What trains on a device.</summary>
    /// <param name="device">One of the devices.</param>
    /// <param name="datasets">Where images come from, in this process.</param>
    /// <param name="blobs">Where weights and masks are.</param>
    /// <param name="meters">They find the trainer by it.</param>
    /// <param name="tell">Tells people.</param>
    /// <param name="lost">Told why, where the device is lost.</param>
    public IStageRunner RunnerOf(ComputeDevice device, IDatasetSource datasets, IBlobStore blobs, DeviceMeters meters, Action<string> tell, Action<string> lost) => inProcesses
        ? new ProcessRunner(TrainerProgram.OfThisProcess, device, blobs, tell) { First = Hand(device), Started = process => meters.Follow(device.Name, process), Lost = lost }
        : new DeviceRunner(device, datasets, blobs, () => meters.Attach(device.Name));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var child in _started.Values) child.Dispose();
            _started.Clear();
        }
    }

    private TrainerChild Keep(ComputeDevice device, TrainerChild child)
    {
        lock (_gate)
        {
            if (_isOver) child.Dispose();
            else _started.Add(device, child);
        }
        return child;
    }

    private TrainerChild? Hand(ComputeDevice device)
    {
        lock (_gate) return _started.Remove(device, out var child) ? child : null;
    }
}
