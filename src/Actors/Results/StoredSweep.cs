using System.Collections.Immutable;
using Sweeper.Training.Datasets;

namespace Sweeper.Actors.Results;

/// <summary>A sweep as the store has it: its text, and what its datasets were when it was last run.</summary>
/// <param name="Name">The sweep's name.</param>
/// <param name="Yaml">The file's text.</param>
/// <param name="File">The file's path as the user gave it.</param>
/// <param name="Datasets">By the dataset's text: what its name meant when the sweep ran, so that results need no data.</param>
/// <param name="AddedAt">When it was run under this name.</param>
public sealed record StoredSweep(string Name, string Yaml, string File, ImmutableDictionary<string, DatasetInfo> Datasets, DateTimeOffset AddedAt);
