namespace Sweeper.Actors.Results;

/// <summary>A stage's result as plans and statistics need it; the store has more.</summary>
public readonly record struct StoredResult(int Correct, int Total, long Masked, long Prunable)
{
    /// <summary>Correct / total.</summary>
    public double Accuracy => (double)Correct / Total;
}
