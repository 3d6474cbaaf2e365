namespace Sweeper.Training.Stages;

/// <summary>What one epoch of a training was like; it changes nothing that is trained.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Epochs">Epochs of the whole training, a last partial one included.</param>
/// <param name="Loss">Mean training loss over its steps (natural logarithm).</param>
/// <param name="Images">Training images seen in it; fewer than the dataset's in a partial epoch.</param>
/// <param name="Correct">How many of them were classified rightly in training mode, before the step that they led to; null on a GPU, where counting costs time.</param>
/// <param name="LearningRate">The rate of its last step.</param>
/// <param name="Seconds">Wall time of its steps and snapshots.</param>
public sealed record EpochRecord(int Epoch, int Epochs, double Loss, int Images, int? Correct, double LearningRate, double Seconds)
{
    /// <summary>Of a training with more epochs than this only every second, third, ... and the last are recorded, at most so many and one.</summary>
    public const int MostATraining = 500;

    /// <summary>Correct / images; null where it was not counted.</summary>
    public double? Accuracy => (double?)Correct / Images;
}
