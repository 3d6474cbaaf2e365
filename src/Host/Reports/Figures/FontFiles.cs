namespace Sweeper.Host.Reports.Figures;

/// <summary>Fonts of the machine. Skia is built without fontconfig here and finds none by itself, but it reads font files.</summary>
/// <param name="Regular">The file of a regular sans serif font.</param>
/// <param name="Bold">Of its bold one; the regular one where there is none.</param>
internal sealed record FontFiles(string Regular, string Bold)
{
    // Names as distributions install them, those with most characters first.
    private static readonly (string Regular, string Bold)[] Known =
    [
        ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"), ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"), ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
        ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf"), ("Roboto-Regular.ttf", "Roboto-Bold.ttf"), ("Ubuntu-R.ttf", "Ubuntu-B.ttf"), ("FreeSans.ttf", "FreeSansBold.ttf"), ("arial.ttf", "arialbd.ttf"),
    ];

    /// <summary>The folders that fonts are looked for in.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/share/fonts"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fonts"), "/usr/local/share/fonts", "/usr/share/fonts",
    ];

    /// <summary>A font of some folders; null where they have none that is known.</summary>
    public static FontFiles? Find(IEnumerable<string> folders)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 8 };
        var files = folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.ttf", options))
            .GroupBy(Path.GetFileName).ToDictionary(group => group.Key!, group => group.Order(StringComparer.Ordinal).First());
        foreach (var (regular, bold) in Known)
        {
            if (files.TryGetValue(regular, out var found)) return new(found, files.GetValueOrDefault(bold, found));
        }
        return null;
    }
}
