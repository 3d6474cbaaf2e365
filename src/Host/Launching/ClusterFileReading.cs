using Sweeper.Host.Yaml;

namespace Sweeper.Host.Launching;

/// <summary>What reading a cluster file came to.</summary>
/// <param name="File">The file; null exactly where there are problems.</param>
/// <param name="Problems">What is wrong, in the order of the file.</param>
internal sealed record ClusterFileReading(ClusterFile? File, IReadOnlyList<SpecProblem> Problems);
