namespace Sweeper.Training.Native;

/// <summary>The user's cache folder: what is in it can be deleted at any time and is made again.</summary>
public static class UserCache
{
    /// <summary><c>$XDG_CACHE_HOME/sweeper</c>, else <c>~/.cache/sweeper</c>; it may not exist yet. Null where the user has no home either.</summary>
    /// <remarks>The XDG base directory specification: a relative XDG_CACHE_HOME is invalid and is ignored.</remarks>
    public static string? Folder
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(cache) || !Path.IsPathRooted(cache)) cache = home.Length == 0 ? null : Path.Combine(home, ".cache");
            return cache is null ? null : Path.Combine(cache, "sweeper");
        }
    }
}
