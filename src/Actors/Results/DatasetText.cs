using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;

namespace Sweeper.Actors.Results;

/// <summary>A <see cref="DatasetInfo"/> as it is written in the database, flat.</summary>
internal sealed record DatasetText(int Channels, int Height, int Width, int Classes, int Train, int Test, string? Digest)
{
    public static DatasetText Of(DatasetInfo info) =>
        new(info.Geometry.Channels, info.Geometry.Height, info.Geometry.Width, info.Classes, info.TrainImages, info.TestImages, info.Digest?.Hex);

    public DatasetInfo ToInfo() =>
        new(new(Channels, Height, Width), Classes, Train, Test, Digest is null ? null : new Digest(Digest));
}
