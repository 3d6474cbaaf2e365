namespace Sweeper.Training.Models;

/// <summary>One tensor that training changes but no gradient does: a batch norm's running statistic.</summary>
/// <param name="Name">The PyTorch-style name, such as <c>features.1.running_mean</c>.</param>
/// <param name="Length">Channels.</param>
/// <param name="Start">The value of every element at the start.</param>
/// <param name="Offset">Its first element in the network's flat buffer of statistics.</param>
public sealed record BufferSlot(string Name, int Length, float Start, int Offset);
