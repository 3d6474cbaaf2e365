namespace Sweeper.Training.Time;

/// <summary>What a <see cref="Duration"/> counts.</summary>
public enum DurationUnit
{
    /// <summary>Optimizer steps, written <c>it</c>.</summary>
    Steps,

    /// <summary>Passes over the training set, written <c>ep</c>.</summary>
    Epochs,
}
