using System.Reflection;
using System.Text;
using Sweeper.Actors.Planning;
using Sweeper.Host.Output;
using Sweeper.Host.Yaml;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Reports;

/// <summary>The part of the page that says what was run, and on what.</summary>
internal static class RunSection
{
    /// <summary>This build's version.</summary>
    public static string Version { get; } = typeof(RunSection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The words before a plan's counts: with adaptive seeds it holds all that may ever be asked for.</summary>
    public static string AtMost(SweepPlan plan) => plan.Specs[0].SeedRule is null ? "" : "at most ";

    public static void Write(StringBuilder page, ReportData data)
    {
        var (plan, sweep) = (data.Plan, data.Sweep);
        page.Append("<h2 id=\"run\">What was run</h2>\n<dl>\n");
        Add("Sweep", $"{sweep.Name}, from the file {sweep.File}, run under this name on {sweep.AddedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        Add("Plan", $"{AtMost(plan)}{Humans.Count(plan.Cells, "cell")} from {Humans.Count(plan.Stages.Length, "training")} ({plan.TrainingsIfEveryCellRanAlone:N0} if every cell ran alone), {Humans.Count(plan.Chains, "chain")}, "
            + $"{plan.CriticalPathTrainings:N0} trainings one after the other, {Math.Round(plan.Epochs):N0} epochs");
        Add("Trained", $"{data.Trained:N0} of {AtMost(plan)}{plan.Stages.Length:N0}; {Humans.Time(data.TrainingSeconds)} of training, added up over trainers");
        Add("Software", $"sweeper {Version}, training version {TrainingVersion.Current}");
        foreach (var (environment, results) in data.Environments) Add("Hardware", $"{environment}: {Humans.Count(results, "training")}");
        foreach (var (text, info) in plan.Datasets.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Add("Dataset", $"{text}: {info.TrainImages:N0} training and {info.TestImages:N0} test images, {info.Classes} classes, data digest {info.Digest?.ToString() ?? "unknown"}");
        page.Append("</dl>\n");
        if (data.Environments.Count > 1)
            page.Append("<p class=\"missing\">The results come from several numeric environments, which may differ in the last digits.</p>\n");
        page.Append("<p>The sweep with every default written out:</p>\n<pre>").Append(Markup.Escape(CanonicalYaml.Write(plan.Specs[0]))).Append("</pre>\n");

        void Add(string name, string text) => page.Append($"<dt>{name}</dt><dd>{Markup.Escape(text)}</dd>\n");
    }
}
