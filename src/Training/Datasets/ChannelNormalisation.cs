namespace Sweeper.Training.Datasets;

/// <summary>Brings a channel's byte b to (b/255 - mean) / sd; the constants belong to the base dataset's training set.</summary>
/// <param name="Mean">The mean of b/255.</param>
/// <param name="Sd">The standard deviation of b/255, above 0.</param>
public readonly record struct ChannelNormalisation(float Mean, float Sd);
