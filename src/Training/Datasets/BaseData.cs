namespace Sweeper.Training.Datasets;

/// <summary>A base dataset in memory, with all its images; what every ref with this base shares.</summary>
internal sealed record BaseData(BaseFacts Facts, ImageSplit Train, ImageSplit Test);
