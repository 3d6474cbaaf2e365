using System.CommandLine;
using Sweeper.Host.Commands;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Commands;

[Collection(SweeperCommandLine.Collection)]
public class CommandLineTests
{
    public static TheoryData<string> Leaves => [.. Commands(SweeperCommand.Build(), "").Where(pair => pair.Command.Subcommands.Count == 0).Select(pair => pair.Path)];

    [Fact]
    public async Task Without_a_command_it_shows_its_help()
    {
        var (code, output, _) = await SweeperCommandLine.Run();
        Assert.Equal(0, code);
        Assert.Contains("Commands:", output);
    }

    [Theory]
    [InlineData("runn", "sweeper --help")]
    [InlineData("run", "sweeper run --help")]
    [InlineData("run a.yaml b.yaml", "sweeper run --help")]
    [InlineData("run a.yaml --console pink", "sweeper run --help")]
    [InlineData("run a.yaml --stor x", "sweeper run --help")]
    [InlineData("plan", "sweeper plan --help")]
    [InlineData("results --format xml", "sweeper results --help")]
    [InlineData("results --store", "sweeper results --help")]
    [InlineData("store", "sweeper store --help")]
    [InlineData("store gc now", "sweeper store gc --help")]
    [InlineData("datasets fetch", "sweeper datasets fetch --help")]
    public async Task A_command_line_that_cannot_be_read_exits_2_with_a_hint_to_its_help(string line, string hint)
    {
        var (code, output, errors) = await SweeperCommandLine.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.StartsWith("sweeper: ", errors);
        Assert.EndsWith($"See `{hint}`.\n", errors);
    }

    [Theory]
    [InlineData("tickets list --round x", "as a whole number")]
    [InlineData("tickets list --seed x", "as a whole number")]
    [InlineData("tickets list --format jsn", "\n  'csv'\n")]
    public async Task What_the_parser_says_has_no_type_names_and_no_control_characters(string line, string text)
    {
        var (_, _, errors) = await SweeperCommandLine.Run(line.Split(' '));
        Assert.Contains(text, errors);
        Assert.DoesNotContain("System.", errors);
        Assert.DoesNotContain('?', errors);
    }

    [Fact]
    public async Task No_folder_is_not_the_current_folder()
    {
        var (code, _, errors) = await SweeperCommandLine.Run("results", "--store", "");
        Assert.Equal(2, code);
        Assert.Contains("--store needs the name of a folder", errors);
    }

    [Theory]
    [MemberData(nameof(Leaves))]
    public async Task Every_command_has_help_with_every_option_and_examples_that_can_be_typed(string path)
    {
        var (code, help, errors) = await SweeperCommandLine.Run([.. path.Split(' '), "--help"]);
        Assert.Equal(0, code);
        Assert.Equal("", errors);
        var command = Commands(SweeperCommand.Build(), "").Single(pair => pair.Path == path).Command;
        foreach (var option in command.Options.Where(option => option.Name.StartsWith("--", StringComparison.Ordinal) && option.Name != "--help"))
        {
            Assert.Contains(option.Name, help);
            Assert.False(string.IsNullOrEmpty(option.Description), option.Name);
        }
        var examples = help.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith($"sweeper {path}", StringComparison.Ordinal) && !line.Contains("[options]", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            // Up to where the shell takes over.
            var words = example.Split(' ').Skip(1).TakeWhile(word => !word.Contains('>', StringComparison.Ordinal)).ToList();
            Assert.Empty(SweeperCommand.Parse(words).Errors);
        }
    }

    [Theory]
    [InlineData("plan", "--store --json --explain --huge")]
    [InlineData("run", "--store --devices --trainers --console --ascii --status --listen --cluster-key --results-db --huge")]
    [InlineData("results", "--store --sweep --format --claims --group-by --out --force --model --scope --fraction --rewind --source --source-optimizer --target --target-optimizer --ticket --round --seed")]
    [InlineData("launch", "--store --dry-run --console --ascii --status --results-db --huge")]
    [InlineData("node", "--join --store --devices --trainers --cluster-key --leave-after --listen --name")]
    [InlineData("status", "--store --at --token --json --once")]
    [InlineData("watch", "--store --at --token --ascii")]
    [InlineData("cancel", "--store --at --token")]
    [InlineData("retry", "--store --at --token")]
    [InlineData("tickets list", "--store --sweep --model --source --optimizer --round --seed --format")]
    [InlineData("tickets show", "--store --sweep --model --source --optimizer --round --seed --json")]
    [InlineData("tickets export", "--store --sweep --model --source --optimizer --round --seed --out --force")]
    [InlineData("store gc", "--store --unplanned")]
    [InlineData("cluster keys", "--store --out --force")]
    [InlineData("store du", "--store")]
    public void Commands_have_the_options_of_the_contract(string path, string options) =>
        Assert.Equal(options.Split(' ').Order(), Commands(SweeperCommand.Build(), "").Single(pair => pair.Path == path).Command.Options.Select(option => option.Name).Where(name => name != "--help").Order());

    [Fact]
    public void The_store_is_a_folder_beside_the_user_where_none_is_named() =>
        Assert.Equal("./sweeper-store", SweeperCommand.Parse(["results"]).GetValue<string>("--store"));

    [Fact]
    public async Task Help_names_every_command()
    {
        var (code, help, _) = await SweeperCommandLine.Run("--help");
        Assert.Equal(0, code);
        Assert.All(SweeperCommand.Build().Subcommands.Where(command => !command.Hidden), command => Assert.Contains($"  {command.Name} ", help));
        Assert.DoesNotContain("  trainer ", help);
    }

    private static IEnumerable<(string Path, Command Command)> Commands(Command command, string path) =>
        command.Subcommands.Where(child => !child.Hidden).SelectMany(child => Commands(child, $"{path} {child.Name}".TrimStart()).Prepend(($"{path} {child.Name}".TrimStart(), child)));
}
