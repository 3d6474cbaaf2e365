using System.CommandLine;
using Sweeper.Host.Display;
using Sweeper.Host.Specs;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper datasets list|fetch|verify</c>.</summary>
internal static class DatasetsCommand
{
    public static Command Build() => new("datasets", "See, fetch and check datasets") { List(), Fetch(), Verify() };

    private static Command List()
    {
        var command = new Command("list", "Print the datasets that are at hand, and the known ones that are not").WithExamples("datasets list");
        command.SetAction(_ =>
        {
            var paths = DatasetPaths.FromEnvironment();
            var catalog = new DatasetCatalog(paths);
            foreach (var name in DatasetCatalog.KnownNames.Concat(DatasetFolders.Names(paths)).Distinct().Order(StringComparer.Ordinal))
                Console.Out.WriteLine(TerminalText.Clean($"{name,-20} {Line(catalog, name)}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Fetch()
    {
        var name = Name();
        var command = new Command("fetch", "Bring a dataset into the user's cache") { name }.WithExamples("datasets fetch fashion-mnist");
        command.SetAction((parsed, cancel) =>
        {
            var catalog = new DatasetCatalog(DatasetPaths.FromEnvironment());
            catalog.EnsureAvailable(DatasetRef.Named(parsed.GetValue(name)!), Console.Error.WriteLine, cancel);
            Console.Out.WriteLine(Line(catalog, parsed.GetValue(name)!));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Verify()
    {
        var name = Name();
        var command = new Command("verify", "Read every byte of a dataset and check it") { name }.WithExamples("datasets verify fashion-mnist");
        command.SetAction(parsed =>
        {
            var dataset = new DatasetCatalog(DatasetPaths.FromEnvironment()).Load(DatasetRef.Named(parsed.GetValue(name)!));
            Console.Out.WriteLine($"{dataset.Ref}: {dataset.Train.Count:N0} training and {dataset.Test.Count:N0} test images of {dataset.Train.Geometry}, {dataset.Classes} classes, digest {dataset.Digest}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "Such as fashion-mnist" };

    private static string Line(DatasetCatalog catalog, string name)
    {
        try
        {
            var dataset = DatasetRef.Named(name);
            if (catalog.Describe(dataset) is not { } info) return "not a dataset: it does not hold the four idx files";
            var size = $"{info.TrainImages:N0} + {info.TestImages:N0} images of {info.Geometry}, {info.Classes} classes";
            return catalog.Origin(dataset) is { } origin ? $"{size}, {origin}" : $"{size}, not on this machine";
        }
        catch (DatasetException error)
        {
            return error.Message;
        }
    }
}
