using System.Text.RegularExpressions;
using Sweeper.Actors.Planning;
using Sweeper.Host.Specs;
using Sweeper.Host.Tests.Docs;
using Sweeper.Host.Yaml;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Tests.Specs;

/// <summary>The counts of docs/paper.md, which follow from the paper by arithmetic, against the plans of the files themselves. No data is needed.</summary>
public class PaperSweepsTests
{
    private static readonly DatasetPaths Nowhere = new([], null, []);

    [Theory]
    [InlineData("fig1", 450)]
    [InlineData("fig2", 1_080)]
    [InlineData("fig3", 3_960)]
    [InlineData("fig4", 3_960)]
    [InlineData("fig5", 720)]
    [InlineData("figA1", 438)]
    public void A_figure_comes_to_as_many_trainings_as_the_paper_says(string figure, int trainings)
    {
        var plan = Plan(figure);
        Assert.Equal(trainings, plan.Stages.Length);
        Assert.Equal(31, plan.CriticalPathTrainings);
        Assert.All(plan.Specs, spec => Assert.NotEmpty(spec.Claims));
    }

    [Fact]
    public void Together_the_figures_share_what_is_equal() =>
        Assert.Equal(9_798, Plan("fig1", "fig2", "fig3", "fig4", "fig5", "figA1").Stages.Length);

    [Fact]
    public void Every_file_of_the_folder_is_counted_here() =>
        Assert.Equal(["fig1", "fig2", "fig3", "fig4", "fig5", "figA1"], Directory.GetFiles(Folder, "*.yaml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void Four_sources_and_targets_under_two_optimizers_share_what_alone_would_cost_sixteen_times_as_much()
    {
        var yaml = Markdown.Pages.Single(page => page.Path == "docs/paper.md").Blocks("yaml").Single();
        var spec = SpecReader.Read(yaml, SpecFiles.Vocabulary(Nowhere)).Spec!;
        var plan = SweepPlanner.Plan([spec], new DatasetCatalog(Nowhere).Describe);
        Assert.Equal((5_952, 5_952, 95_232), (plan.Stages.Length, plan.Cells, plan.TrainingsIfEveryCellRanAlone));
    }

    [Fact]
    public void What_the_paper_is_silent_about_stands_in_the_first_file_with_its_default()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "fig1.yaml"));
        foreach (var knob in SpecKeys.Pruning.Names.Except(["criterion"])) Assert.Matches(new Regex($"^  {knob}:", RegexOptions.Multiline), text);
    }

    private static string Folder => Path.Combine(Markdown.Root, "sweeps", "paper");

    private static SweepPlan Plan(params string[] figures)
    {
        var files = new SpecFiles(new DatasetCatalog(Nowhere), Nowhere);
        return files.Plan(files.Read(figures.Select(figure => Path.Combine(Folder, $"{figure}.yaml"))));
    }
}
