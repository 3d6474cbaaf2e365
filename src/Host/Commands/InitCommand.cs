using System.CommandLine;
using Sweeper.Host.Output;
using Sweeper.Host.Specs;
using Sweeper.Host.Yaml;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper init</c>: writes a commented starter file, and the schema for editors beside it.</summary>
internal static class InitCommand
{
    private const string SchemaName = "sweep.schema.json";

    public static Command Build()
    {
        var path = new Argument<string>("FILE") { Description = "Where to write", DefaultValueFactory = _ => "sweep.yaml" };
        var command = new Command("init", $"Write a commented starter sweep, and {SchemaName} beside it for editors") { path }
            .WithExamples("init", "init experiments/transfer.yaml");
        command.SetAction(parsed => Run(parsed.GetValue(path)!));
        return command;
    }

    private static int Run(string path)
    {
        if (Path.Exists(path)) throw new UserException($"{path} is there already; name another file");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var file = new StreamWriter(new FileStream(path, FileMode.CreateNew))) file.Write($"# yaml-language-server: $schema={SchemaName}\n{StarterFile.Text}");
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, SchemaName), SpecSchema.Write(SpecFiles.Vocabulary(DatasetPaths.FromEnvironment())));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException($"'{path}' cannot be written: {error.Message}");
        }
        Console.Error.WriteLine($"wrote {path}; next: sweeper plan {ShellWord.Quote(path)}");
        return ExitCode.Done;
    }
}
