namespace Sweeper.Actors.Planning;

/// <summary>Why a spec cannot be planned, found only with the datasets' facts.</summary>
/// <param name="Sweep">The sweep's name.</param>
/// <param name="Path">The key of the YAML that is to blame, such as <c>pruning.rounds</c>.</param>
/// <param name="Message">What is wrong, and the remedy.</param>
public sealed record PlanProblem(string Sweep, string Path, string Message);
