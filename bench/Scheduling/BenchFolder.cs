namespace Sweeper.Bench.Scheduling;

/// <summary>An empty folder under the temporary one (TMPDIR says where), removed afterwards.</summary>
internal sealed class BenchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sweeper-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
