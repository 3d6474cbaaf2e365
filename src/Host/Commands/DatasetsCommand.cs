using System.CommandLine;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Runs;
using Sweeper.Host.Specs;
using Sweeper.Training.Datasets;
using Sweeper.Training.Datasets.Fetching;
using Sweeper.Training.Files;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper datasets list|fetch|verify</c>.</summary>
internal static class DatasetsCommand
{
    public static Command Build() => new("datasets", "See, fetch and check datasets") { List(), Fetch(), Verify() };

    private static Command List()
    {
        var command = new Command("list", "Print the datasets that are at hand, those that are not, and their licences").WithExamples("datasets list");
        command.SetAction(_ =>
        {
            var paths = DatasetPaths.FromEnvironment();
            DatasetTable.Write(Console.Out, new DatasetCatalog(paths) { Notice = StandardError.Say }, DatasetNames.All(paths));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Fetch()
    {
        var names = Names(ArgumentArity.ZeroOrMore);
        var all = new Option<bool>("--all") { Description = "Every dataset that can be fetched" };
        var command = new Command("fetch", "Bring datasets into the user's cache, from their publishers") { names, all }
            .WithExamples("datasets fetch fashion-mnist", "datasets fetch mnist kmnist", "datasets fetch --all");
        command.Validators.Add(given =>
        {
            if (given.GetValue(all) == given.GetValue(names) is { Length: > 0 }) given.AddError("datasets fetch needs names, or --all");
        });
        command.SetAction(parsed =>
        {
            var paths = DatasetPaths.FromEnvironment();
            var wanted = parsed.GetValue(all) ? DatasetNames.Fetchable : parsed.GetValue(names)!;
            foreach (var name in wanted) DatasetNames.RequireFetchable(name, paths);
            return FetchAll(new DatasetCatalog(paths), wanted);
        });
        return command;
    }

    /// <summary>Fetches one after the other; one that fails does not keep the others from being fetched.</summary>
    private static int FetchAll(DatasetCatalog catalog, IEnumerable<string> names)
    {
        var code = ExitCode.Done;
        InterruptibleFetch.Run((watcher, cancel) =>
        {
            foreach (var name in names)
            {
                try
                {
                    catalog.EnsureAvailable(DatasetRef.Named(name), watcher, cancel);
                    Console.Out.WriteLine(TerminalText.Clean($"{name}: {catalog.Origin(DatasetRef.Named(name))}"));
                }
                catch (Exception error) when (error is DownloadException or NoSpaceException or DatasetException)
                {
                    watcher.Say($"sweeper: {error.Message}");
                    code = error is DatasetException ? ExitCode.WrongInput : ExitCode.Unexpected;
                }
            }
        });
        return code;
    }

    private static Command Verify()
    {
        var names = Names(ArgumentArity.OneOrMore);
        var command = new Command("verify", "Read every byte of datasets and compare them with what their publishers give out") { names }
            .WithExamples("datasets verify fashion-mnist", "datasets verify mnist kmnist");
        command.SetAction(parsed =>
        {
            var paths = DatasetPaths.FromEnvironment();
            var catalog = new DatasetCatalog(paths) { Notice = StandardError.Say };
            foreach (var name in parsed.GetValue(names)!) DatasetNames.RequireKnown(name, paths);
            foreach (var name in parsed.GetValue(names)!) Verify(catalog, DatasetRef.Named(name));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Verify(DatasetCatalog catalog, DatasetRef name)
    {
        var dataset = catalog.Load(name);
        var origin = catalog.Origin(name)!;
        Console.Out.WriteLine(TerminalText.Clean(
            $"{dataset.Ref}: {origin.Provenance}; {dataset.Train.Count:N0} training and {dataset.Test.Count:N0} test images of {dataset.Train.Geometry}, " +
            $"{dataset.Classes} classes, digest {dataset.Digest}, in {origin.Folder}"));
        var archive = PublishedArchives.Find(name.Base);
        var files = archive is null ? [] : FileCheck.Of(origin.Folder, archive);
        foreach (var file in files)
        {
            var verdict = file.IsPublished ? "as published" : origin.Official ? "packed otherwise; its content is the published one" : "not the published file";
            Console.Out.WriteLine(TerminalText.Clean($"  {file.Sha256}  {ByteSize.Text(file.Size),8}  {Path.GetFileName(file.Path)}: {verdict}"));
        }
        if (archive is not null && !origin.Official)
            StandardError.Say($"{name.Base}: {origin.Folder} does not hold what its publisher gives out. For that, move it away and run `sweeper datasets fetch {name.Base}`.");
    }

    private static Argument<string[]> Names(ArgumentArity arity) => new("NAME") { Description = "Such as fashion-mnist", Arity = arity };
}
