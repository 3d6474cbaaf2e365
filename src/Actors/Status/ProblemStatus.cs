namespace Sweeper.Actors.Status;

/// <summary>Something that has gone wrong, once or often.</summary>
/// <param name="Cause">The kind of failure, in the words of the results: nan, failed, quarantined, stuck.</param>
/// <param name="Message">The first one's message.</param>
/// <param name="Count">Trainings that it has hit.</param>
/// <param name="ForGood">Of these, those that will not be tried again.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Stage">The key of the first training hit.</param>
/// <param name="Training">What that is for, in a line.</param>
public sealed record ProblemStatus(string Cause, string Message, int Count, int ForGood, string Remedy, string Stage, string Training);
