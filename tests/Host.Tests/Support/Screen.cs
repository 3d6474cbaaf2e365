using Sweeper.Host.Tests.Yaml;

namespace Sweeper.Host.Tests.Support;

/// <summary>
/// Texts as they must come out, in the Golden folders. With SWEEPER_GOLDEN set to a folder, what comes out is also written there, to be
/// read and, if it is right, put in the place of the old text.
/// </summary>
internal static class Screen
{
    public static void Check(string name, string actual)
    {
        if (Environment.GetEnvironmentVariable("SWEEPER_GOLDEN") is { Length: > 0 } folder) File.WriteAllText(Path.Combine(folder, name), actual);
        Assert.Equal(Sweeps.Resource($"Screens/{name}"), actual);
    }
}
