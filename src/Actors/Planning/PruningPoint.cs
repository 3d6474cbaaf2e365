using Sweeper.Training.Pruning;
using Sweeper.Training.Time;

namespace Sweeper.Actors.Planning;

/// <summary>One point of the pruning axes, as resolved for a source: the rule and the rewind point.</summary>
public sealed record PruningPoint(PruningRule Rule, Duration Rewind);
