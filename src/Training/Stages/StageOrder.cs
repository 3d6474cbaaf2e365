using System.Collections.Immutable;
using Sweeper.Training.Keys;

namespace Sweeper.Training.Stages;

/// <summary>What a trainer is asked to do: the training, where its inputs are, and what to leave behind.</summary>
/// <param name="Key">The stage's key.</param>
/// <param name="Spec">The training.</param>
/// <param name="Inputs">The digest of each artifact that the starting state needs.</param>
/// <param name="Outputs">What to leave behind.</param>
public sealed record StageOrder(StageKey Key, StageSpec Spec, ImmutableDictionary<ArtifactKey, Digest> Inputs, StageOutputs Outputs);
