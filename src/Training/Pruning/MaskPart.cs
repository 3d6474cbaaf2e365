namespace Sweeper.Training.Pruning;

/// <summary>One tensor of a mask: its PyTorch-style name and the number of its weights.</summary>
public readonly record struct MaskPart(string Name, int Length);
