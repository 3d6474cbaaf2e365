namespace Sweeper.Host.Launching;

/// <summary>Programs of this machine.</summary>
internal static class OnPath
{
    /// <summary>Looks for one.</summary>
    /// <exception cref="UserException">It is in no folder of PATH.</exception>
    public static void Require(string program, string package)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            throw new UserException($"the command {program} is not installed, or not on PATH: on Debian and Ubuntu `apt-get install {package}`");
    }
}
