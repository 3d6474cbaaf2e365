using Sweeper.Training.Stages;

namespace Sweeper.Actors.Results;

/// <summary>The failed attempts that count against a stage: those since the last <c>retry</c> of it.</summary>
/// <param name="Attempts">How many failed.</param>
/// <param name="Crashes">How many of them ended with the process.</param>
/// <param name="Cause">The last one's cause.</param>
/// <param name="Message">The last one's message.</param>
public sealed record StageTrouble(int Attempts, int Crashes, FailureCause Cause, string Message);
