using Spectre.Console;
using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Fetching;
using Sweeper.Training.Files;

namespace Sweeper.Host.Output;

/// <summary>The table of <c>datasets list</c>: what is at hand, what can be had, and on which terms.</summary>
internal static class DatasetTable
{
    private static readonly string[] Columns = ["name", "state", "size", "images", "classes", "where, or how to get it", "licence"];

    // Class folders lie on SWEEPER_DATA too, and their names then stand in this list.
    private const string NoDataset = "the folder has no four idx files; class folders of images are used by path: dataset: \"folder:PATH\"";

    /// <summary>Writes the table of these datasets.</summary>
    public static void Write(TextWriter output, DatasetCatalog catalog, IEnumerable<string> names)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in Columns) table.AddColumn(new TableColumn(column) { NoWrap = true });
        foreach (var name in names) table.AddRow(Row(catalog, name).Select(cell => new Text(Display.TerminalText.Clean(cell))));
        PlainTables.Write(output, table);
    }

    private static string[] Row(DatasetCatalog catalog, string name)
    {
        var licence = PublishedArchives.Find(name)?.Licence ?? PublishedArchives.FindHandFetched(name)?.Licence ?? "";
        try
        {
            if (catalog.Describe(new(name)) is not { } info) return [name, "no dataset", "", "", "", NoDataset, licence];
            var images = $"{info.TrainImages:N0} + {info.TestImages:N0} of {info.Geometry}";
            return catalog.Origin(new(name)) is { } origin
                ? [name, origin.Provenance, SizeOf(origin.Folder), images, $"{info.Classes:N0}", origin.Folder, licence]
                : [name, "not at hand", PublishedArchives.Find(name) is { } archive ? ByteSize.Text(archive.Size) : "", images, $"{info.Classes:N0}", HowToGet(name), licence];
        }
        catch (DatasetException error)
        {
            return [name, "damaged", "", "", "", error.Message, licence];
        }
    }

    private static string HowToGet(string name) =>
        PublishedArchives.Find(name) is { } archive ? $"sweeper datasets fetch {name} ({archive.Home})"
        : PublishedArchives.FindHandFetched(name) is { } dataset ? $"by hand: {dataset.Home}"
        : "";

    // CIFAR and SVHN are read from their archives or files as they are published: the place may be one file.
    private static string SizeOf(string place)
    {
        try
        {
            return ByteSize.Text(File.Exists(place) ? FileSize.Of(new FileInfo(place)) : new DirectoryInfo(place).EnumerateFiles().Sum(FileSize.Of));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }
}
