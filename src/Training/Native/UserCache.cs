namespace Sweeper.Training.Native;

/// <summary>The user's cache folder: what is in it can be deleted at any time and is made again.</summary>
public static class UserCache
{
    /// <summary><c>$XDG_CACHE_HOME/sweeper</c>, else <c>~/.cache/sweeper</c>; it may not exist yet.</summary>
    public static string Folder
    {
        get
        {
            var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var root = string.IsNullOrEmpty(xdg)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
                : xdg;
            return Path.Combine(root, "sweeper");
        }
    }
}
