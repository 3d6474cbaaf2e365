using System.Collections.Immutable;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>A row of the results, as Dapper fills it.</summary>
internal sealed class ResultRow
{
    public int Correct { get; init; }
    public int Total { get; init; }
    public long Masked { get; init; }
    public long Prunable { get; init; }
    public long Steps { get; init; }
    public double Seconds { get; init; }
    public required string FinalState { get; init; }
    public required string Environment { get; init; }
    public required string Inputs { get; init; }
    public required string EpochLosses { get; init; }
    public long Attempt { get; init; }

    public StageResult ToResult(ImmutableArray<StoredArtifact> artifacts) => new()
    {
        Correct = Correct,
        Total = Total,
        EpochLosses = ResultText.Losses(EpochLosses),
        Masked = Masked,
        Prunable = Prunable,
        Steps = Steps,
        Seconds = Seconds,
        FinalState = new Digest(FinalState),
        Inputs = ResultText.Inputs(Inputs),
        Artifacts = artifacts,
        Environment = ResultText.Environment(Environment),
    };
}
