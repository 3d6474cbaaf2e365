using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;
using TorchSharp;

namespace Sweeper.Actors.Trainers;

/// <summary>Trains on one device: a processor's thread, or a GPU fed by one.</summary>
/// <param name="device">The device.</param>
/// <param name="datasets">Where its images come from.</param>
/// <param name="blobs">Where weights and masks are.</param>
/// <param name="started">Called once on the trainer's thread, before it trains.</param>
public sealed class DeviceRunner(ComputeDevice device, IDatasetSource datasets, IBlobStore blobs, Action? started = null) : IStageRunner
{
    private StageTrainer? _trainer;

    /// <inheritdoc/>
    public void Prepare()
    {
        started?.Invoke();
        _trainer = new StageTrainer(datasets, blobs, NumericEnvironments.Of(device), device);
        // Of this thread: two trainings of one thread each are faster than two of two, and sums keep one order whatever the machine.
        torch.set_num_threads(1);
    }

    /// <inheritdoc/>
    public StageOutcome Run(StageOrder order, StageProgress progress, CancellationToken stop) =>
        _trainer?.Run(order, progress, stop) ?? throw new InvalidOperationException("Prepare comes first");
}
