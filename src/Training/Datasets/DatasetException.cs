namespace Sweeper.Training.Datasets;

/// <summary>A dataset that cannot be used; the message names the file, the fault and the remedy.</summary>
public sealed class DatasetException(string message, Exception? inner = null) : Exception(message, inner);
