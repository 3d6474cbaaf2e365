using System.Runtime.CompilerServices;
using Sweeper.Actors.Coordination;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests;

/// <summary>Training, then Actors, then Host, and no arrow back; spec, plan and statistics are pure.</summary>
public class ArchitectureTests
{
    [Fact]
    public void Training_knows_neither_Akka_nor_the_actors() =>
        Assert.DoesNotContain(References(typeof(StageTrainer)), name => name.StartsWith("Akka") || name is "Sweeper.Actors" or "Sweeper.Host");

    [Fact]
    public void The_actors_do_not_know_the_host()
    {
        var references = References(typeof(SweepState));
        Assert.Contains("Sweeper.Training", references);
        Assert.DoesNotContain(references, name => name is "Sweeper.Host" or "Spectre.Console" or "YamlDotNet" or "System.CommandLine");
    }

    [Theory]
    [InlineData("Specs")]
    [InlineData("Planning")]
    [InlineData("Statistics")]
    [InlineData("Claims")]
    public void Spec_plan_and_statistics_have_no_actor_tensor_file_or_clock_in_them(string folder)
    {
        var files = Directory.GetFiles(SourceFolder(folder), "*.cs");
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var text = File.ReadAllText(file);
            foreach (var word in new[] { "TorchSharp", "Akka", "System.IO", "File.", "Directory.", "DateTime", "Stopwatch", "System.Random", "new Random(" })
                Assert.DoesNotContain(word, text);
        });
    }

    [Fact]
    public void The_decisions_have_no_actor_clock_or_file_in_them() => Assert.All(
        new[] { "SweepState", "StageBoard", "StageTroubles", "EarlyStop", "SeedGrowth" },
        name =>
        {
            var text = File.ReadAllText(Path.Combine(SourceFolder("Coordination"), $"{name}.cs"));
            foreach (var word in new[] { "Akka", "UtcNow", "TimeProvider", "Stopwatch", "File.", "new Random(" }) Assert.DoesNotContain(word, text);
        });

    private static List<string> References(Type of) => [.. of.Assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    private static string SourceFolder(string folder, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Actors", folder);
}
