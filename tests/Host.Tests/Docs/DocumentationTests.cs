using Sweeper.Host.Commands;
using Sweeper.Host.Yaml;
using Sweeper.Training.Datasets;
using Sweeper.Training.Keys;
using Sweeper.Training.Models;
using Sweeper.Training.Stages;

namespace Sweeper.Host.Tests.Docs;

/// <summary>What the pages say of the program is true as far as a program can tell.</summary>
public class DocumentationTests
{
    private static Markdown Readme => Page("README.md");

    public static TheoryData<string> Pages => [.. Markdown.Pages.Select(page => page.Path)];

    [Theory, MemberData(nameof(Pages))]
    public void Every_relative_link_leads_somewhere(string path) => Assert.All(Page(path).RelativeLinks, link =>
    {
        var (file, heading) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var target = Path.GetFullPath(Path.Combine(Markdown.Root, Path.GetDirectoryName(path)!, file.Length == 0 ? Path.GetFileName(path) : file));
        Assert.True(File.Exists(target) || Directory.Exists(target), $"{link}: there is no {target}");
        if (heading is not null) Assert.Contains(heading, Page(Path.GetRelativePath(Markdown.Root, target)).Headings);
    });

    [Theory, MemberData(nameof(Pages))]
    public void Every_command_line_is_one_that_the_program_takes(string path) => Assert.All(Page(path).CommandLines, line =>
        Assert.Empty(SweeperCommand.Parse(Arguments(line)).Errors.Select(error => $"{line}: {error.Message}")));

    [Theory, MemberData(nameof(Pages))]
    public void Every_sweep_file_that_is_named_exists(string path) => Assert.All(
        Page(path).CommandLines.Select(Arguments).Where(line => line[0] is "plan" or "run").SelectMany(line => line).Where(word => word.EndsWith(".yaml", StringComparison.Ordinal)),
        file => Assert.NotEmpty(Directory.GetFiles(Path.Combine(Markdown.Root, Path.GetDirectoryName(file)!), Path.GetFileName(file))));

    [Theory, MemberData(nameof(Pages))]
    public void Every_source_file_that_is_named_exists(string path) => Assert.All(
        Page(path).CodeSpans.Where(span => span.EndsWith(".cs", StringComparison.Ordinal) && !span.Contains(' ')),
        span => Assert.Contains(Markdown.SourceFiles, file => file.EndsWith($"/{span}", StringComparison.Ordinal)));

    [Fact]
    public void The_commands_of_the_readme_are_those_of_the_program() => Assert.Equal(
        SweeperCommand.Build().Subcommands.Where(command => !command.Hidden).Select(command => command.Name),
        Readme.FirstCells("## Commands").Select(cell => cell.Trim('`').Split(' ')[1]));

    [Theory]
    [InlineData("./sweeper run sweeps/quickstart.yaml")]
    [InlineData("dotnet test")]
    public void The_readme_starts_with_two_commands(string command) => Assert.Contains(command, Readme.Blocks("sh"));

    [Fact]
    public void Every_key_of_a_sweep_file_is_described()
    {
        var named = Page("docs/sweep-files.md").CodeSpans.ToHashSet();
        Assert.All(SpecKeys.All.SelectMany(set => set.Names).Distinct(), key =>
            Assert.True(named.Any(span => span.Split(' ', ',', ':', '{', '}', '[', ']', '.').Contains(key)), $"'{key}' is not in docs/sweep-files.md"));
    }

    [Fact]
    public void Every_model_and_every_known_dataset_is_described()
    {
        var named = Page("docs/sweep-files.md").CodeSpans.ToHashSet();
        Assert.All(ModelCatalog.Names.Concat(DatasetCatalog.KnownNames), name => Assert.Contains(name, named));
    }

    [Fact]
    public void Sweeps_that_are_shown_whole_are_valid()
    {
        var vocabulary = new SpecVocabulary(ModelCatalog.Names, DatasetCatalog.KnownNames);
        var sweeps = Markdown.Pages.SelectMany(page => page.Blocks("yaml").Where(block => block.StartsWith("name:", StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(sweeps);
        Assert.All(sweeps, sweep => Assert.Empty(SpecReader.Read(sweep, vocabulary).Problems));
    }

    [Fact]
    public void The_worked_example_of_keys_has_the_keys_it_says()
    {
        var page = Page("docs/keys.md");
        var form = page.Blocks("text").Single(block => block.StartsWith("stage/v2", StringComparison.Ordinal));
        var start = page.Blocks("text").Single(block => block.StartsWith("start winning", StringComparison.Ordinal));
        var dataset = page.Blocks("text").Single(block => block.StartsWith("dataset/v1", StringComparison.Ordinal));
        Assert.EndsWith($"training {TrainingVersion.Current}", form);
        Assert.Contains($"data {ContentHash.Of(dataset + "\n")}", form);
        Assert.Contains(ContentHash.Of(form), page.CodeSpans);
        Assert.Contains($"weights={ContentHash.Of($"weights/v1\nstage {ContentHash.Of(form)}\nstep 100")}", start);
        Assert.Contains($"mask={ContentHash.Of($"mask/v1\nstage {ContentHash.Of(form)}\nrule scope=global criterion=magnitude fraction=0.2 prune_tensors=conv,linear prune_classifier=false")}", start);
        Assert.Contains(ContentHash.Of(form.Replace("start init", start)), page.CodeSpans);
    }

    private static Markdown Page(string path) => Markdown.Pages.Single(page => page.Path == path);

    // `list|fetch|verify` stands for three commands, and brackets and dots around a word for what may be left out or repeated.
    private static string[] Arguments(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(word => word.Trim('[', ']', '.').Split('|')[0])];
}
