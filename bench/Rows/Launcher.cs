namespace Sweeper.Bench.Rows;

/// <summary>The program as users start it.</summary>
internal static class Launcher
{
    /// <summary>The launcher beside the folder of the benchmarks.</summary>
    /// <exception cref="InvalidOperationException">There is none: the benchmarks were moved away from the repository.</exception>
    public static string Path()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = System.IO.Path.Combine(folder.FullName, "sweeper");
            if (File.Exists(program) && File.Exists(System.IO.Path.Combine(folder.FullName, "Sweeper.sln"))) return program;
        }
        throw new InvalidOperationException("this benchmark runs from the repository, whose `sweeper` it measures");
    }
}
