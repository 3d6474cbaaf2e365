using Sweeper.Actors.Coordination;
using Sweeper.Actors.Specs;

namespace Sweeper.Host.Runs;

/// <summary>What to type next.</summary>
internal static class NextSteps
{
    /// <summary>A few lines for the user after a run.</summary>
    public static string After(EndingKind ending, SweepSpec spec, RunRequest request)
    {
        var store = request.StoreFolder == "./sweeper-store" ? "" : $" --store {request.StoreFolder}";
        var again = $"  sweeper run {request.SpecPath}{store}";
        var results = $"  sweeper results{store} --sweep {spec.Name}";
        return ending switch
        {
            EndingKind.Whole =>
                $"""
                next:
                {results} --format csv    every row, also as json or table
                {again}    after raising seeds or rounds in the file: trains only what is missing
                """,
            EndingKind.WithFailures or EndingKind.Stopped =>
                $"""
                next:
                  sweeper retry{store}    forgets the failures
                {again}    then tries those trainings again
                """,
            _ =>
                $"""
                next:
                {again}    goes on where this stopped
                """,
        };
    }
}
