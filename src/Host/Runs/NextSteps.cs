using Sweeper.Actors.Coordination;
using Sweeper.Actors.Specs;
using Sweeper.Host.Commands;
using Sweeper.Host.Output;

namespace Sweeper.Host.Runs;

/// <summary>What to type next; each line can be pasted as it stands.</summary>
internal static class NextSteps
{
    /// <summary>A few lines for the user after a run.</summary>
    public static string After(EndingKind ending, SweepSpec spec, RunRequest request)
    {
        var store = StoreOption(request.StoreFolder);
        var again = $"  sweeper {(request.Cluster is { } cluster ? $"launch {ShellWord.Quote(cluster)}" : "run")} {ShellWord.Quote(request.SpecPath)}{store}{request.Options}{(request.Huge ? " --huge" : "")}";
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

    /// <summary><c> --store DIR</c>; empty for the default.</summary>
    public static string StoreOption(string folder) => folder == CommonOptions.DefaultStore ? "" : $" --store {ShellWord.Quote(folder)}";
}
