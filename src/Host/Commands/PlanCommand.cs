using System.CommandLine;
using Sweeper.Actors.Results;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Specs;
using Sweeper.Host.Yaml;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Commands;

/// <summary><c>sweeper plan</c>: validates, expands, counts and prices; touches nothing.</summary>
internal static class PlanCommand
{
    public static Command Build()
    {
        var specs = new Argument<string[]>("SPEC") { Description = "Sweep files; several make one plan", Arity = ArgumentArity.OneOrMore };
        var store = CommonOptions.Store();
        var json = new Option<bool>("--json") { Description = "Print the counts as JSON" };
        var explain = new Option<bool>("--explain") { Description = "Print the sweep with every default written out, and why stages are shared or not" };
        var huge = CommonOptions.Huge();
        var command = new Command("plan", "Show what a sweep would train, before anything runs") { specs, store, json, explain, huge }
            .WithExamples("plan sweeps/quickstart.yaml", "plan sweeps/small/*.yaml --json", "plan my.yaml --explain");
        command.SetAction(parsed => Run(parsed.GetValue(specs)!, parsed.GetValue(store)!, parsed.GetValue(json), parsed.GetValue(explain), parsed.GetValue(huge)));
        return command;
    }

    private static int Run(string[] paths, string folder, bool json, bool explain, bool huge)
    {
        var dataPaths = DatasetPaths.FromEnvironment();
        var files = new SpecFiles(new DatasetCatalog(dataPaths) { Notice = StandardError.Say }, dataPaths);
        var read = files.Read(paths);
        PlanSize.Check(read.Select(file => file.Spec), huge);
        var plan = files.Plan(read);
        if (explain && !json)
        {
            foreach (var spec in plan.Specs) Console.Out.WriteLine(CanonicalYaml.Write(spec));
            Console.Out.Write(PlanExplanation.Of(plan));
        }
        using var store = SweepStore.Exists(folder) ? SweepStore.OpenToRead(folder) : null;
        var summary = PlanSummary.Of(plan, store?.Results, store?.Blobs, SpeedBook.Load(), Environment.ProcessorCount);
        Console.Out.Write(json ? PlanJson.Write(summary) : PlanText.Write(plan, summary));
        return ExitCode.Done;
    }
}
