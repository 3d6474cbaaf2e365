namespace Sweeper.Actors.Status;

/// <summary>A device and what it trains.</summary>
public sealed record DeviceStatus
{
    /// <summary>The machine; empty in a run of one process.</summary>
    public required string Node { get; init; }

    /// <summary>The device: <c>cpu:0</c>, <c>cuda:1</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The key of the stage in its hands; null while it is idle.</summary>
    public string? Stage { get; init; }

    /// <summary>What that is for, in a line.</summary>
    public string? Training { get; init; }

    /// <summary>Seconds since it was handed out.</summary>
    public double Seconds { get; init; }

    /// <summary>Optimizer steps done.</summary>
    public long Step { get; init; }

    /// <summary>Optimizer steps at the end; 0 until known.</summary>
    public long LastStep { get; init; }

    /// <summary>The epoch that goes on, from 1; 0 until known.</summary>
    public int Epoch { get; init; }

    /// <summary>Epochs of the training; 0 until known.</summary>
    public int Epochs { get; init; }

    /// <summary>Mean training loss of the last whole epoch; null before.</summary>
    public double? Loss { get; init; }

    /// <summary>Training accuracy of the last whole epoch, as a fraction of 1; null before, and where it is not counted.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Training images a second; null until measured.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <summary>Bytes of the device's memory in use; null where it cannot be told.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Bytes of memory that the device has; null where it cannot be told.</summary>
    public long? MemoryTotalBytes { get; init; }

    /// <summary>How busy the device is, in [0, 1]; null where it cannot be told.</summary>
    public double? Utilisation { get; init; }

    /// <summary>Seconds since its last sign of life.</summary>
    public double HeardSecondsAgo { get; init; }

    /// <summary>Whether it trains no more because a training hangs in it.</summary>
    public bool IsHung { get; init; }
}
