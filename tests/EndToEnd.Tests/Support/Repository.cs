namespace Sweeper.EndToEnd.Tests.Support;

/// <summary>Where the checkout is.</summary>
internal static class Repository
{
    /// <summary>The folder of Sweeper.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The command as users type it.</summary>
    public static string Command => Path.Combine(Root, "sweeper");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sweeper.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException($"no Sweeper.sln above {AppContext.BaseDirectory}");
    }
}
