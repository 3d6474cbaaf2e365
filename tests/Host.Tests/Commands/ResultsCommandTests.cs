using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Commands;

[Collection(SweeperCommandLine.Collection)]
public class ResultsCommandTests : IDisposable
{
    private const string Claim =
        """
        claims:
          - {name: better, compare: {ticket: winning}, against: {ticket: random}, expect: higher}

        """;

    private readonly TestFolder _folder = new();

    private string Store => _folder["store"];

    [Theory]
    [InlineData(18)]
    [InlineData(6, "--source", "one")]
    [InlineData(12, "--source", "one,two")]
    [InlineData(12, "--source", "one", "--source", "two")]
    [InlineData(12, "--scope", "global")]
    [InlineData(6, "--ticket", "random")]
    [InlineData(12, "--round", "0,2")]
    [InlineData(9, "--seed", "1")]
    [InlineData(18, "--fraction", "0.20", "--target", "two", "--target-optimizer", "sgd", "--model", "lenet-300-100")]
    [InlineData(2, "--ticket", "winning", "--source", "two", "--round", "1", "--rewind", "1ep", "--source-optimizer", "sgd")]
    public async Task Options_say_which_cells_are_meant(int cells, params string[] options)
    {
        TicketStores.Write(Store);
        Assert.Equal(cells, (await Lines(options)).Length - 1);
    }

    [Fact]
    public async Task A_list_keeps_the_order_of_rows()
    {
        TicketStores.Write(Store);
        var rounds = (await Lines("--round", "2,0", "--ticket", "random", "--seed", "0")).Skip(1).Select(line => line.Split(',')[10]);
        Assert.Equal(["0", "2"], rounds);
    }

    [Theory]
    [InlineData("no row has source 'onee'; did you mean 'one'?", "--source", "onee")]
    [InlineData("no row has ticket 'wining'; did you mean 'winning'?", "--ticket", "wining")]
    [InlineData("no row has round '9'; there are: 0, 1, 2", "--round", "1,9")]
    [InlineData("no row has seed '7'; there are: 0, 1", "--seed", "7")]
    [InlineData("no row has fraction '0.3'; there are: 0.2", "--fraction", "0.3")]
    [InlineData("no row has ticket 'random'; there are: winning", "--source", "one", "--ticket", "random")]
    public async Task A_value_that_no_row_has_is_refused_with_those_that_there_are(string message, params string[] options)
    {
        TicketStores.Write(Store);
        Assert.Equal((2, "", $"sweeper: {message}\n"), await SweeperCommandLine.Run(["results", "--store", Store, .. options]));
    }

    [Fact]
    public async Task Verdicts_are_of_the_whole_sweep_or_not_there()
    {
        Stores.Write(Store, Stores.Sweep("small", Plans.Small + Claim, "one", "two"));
        Assert.Contains("undecided", (await SweeperCommandLine.Run("results", "--store", Store)).Output);
        var (code, output, errors) = await SweeperCommandLine.Run("results", "--store", Store, "--round", "1");
        Assert.Equal((0, false), (code, output.Contains("undecided", StringComparison.Ordinal)));
        Assert.Contains("left out here; `sweeper results --claims` prints them", errors);
        Assert.Equal(2, (await SweeperCommandLine.Run("results", "--store", Store, "--claims", "--round", "1")).ExitCode);
    }

    [Fact]
    public async Task Rows_are_pooled_over_what_is_not_named()
    {
        TicketStores.Write(Store);
        var lines = await Lines("--group-by", "ticket,round", "--round", "1,2");
        Assert.Equal("ticket,round,rows,wanted,n,missing_cells,mean,sd,ci95_low,ci95_high", lines[0]);
        Assert.Equal(["random,1,1,2,2,0", "random,2,1,2,2,0", "winning,1,2,2,2,0", "winning,2,2,2,2,0"], lines.Skip(1).Select(line => string.Join(',', line.Split(',')[..6])));
    }

    [Fact]
    public async Task What_pooled_rows_lack_is_said()
    {
        TicketStores.Write(Store, stage => stage is not { Spec: { Seed: 1, Dataset.Base: "two" }, Depth: 2 });
        var (code, output, errors) = await SweeperCommandLine.Run("results", "--store", Store, "--group-by", "target");
        Assert.Equal(0, code);
        Assert.Matches(@"\n  target   rows   n   mean %   sd   95% interval   missing\n─+\n  two      9      1   \d+\.\d\d +1 seed of 2: \d missing\n$", output);
        Assert.Equal("1 group of 1 lacks cells: a seed counts in a group only with every cell of it\n", errors);
    }

    [Theory]
    [InlineData("rows have no field 'tickt'; did you mean 'ticket'?", "--group-by", "target,tickt")]
    [InlineData("rows cannot be grouped by seed: seeds are the sample; --seed says which of them count", "--group-by", "seed")]
    [InlineData("verdicts are few, and not written as Parquet; csv and json have them", "--claims", "--format", "parquet")]
    public async Task What_cannot_be_grouped_or_written_is_refused(string message, params string[] options) =>
        Assert.Equal((2, "", $"sweeper: {message}\n"), await SweeperCommandLine.Run(["results", "--store", Store, .. options]));

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("table")]
    [InlineData("parquet")]
    public async Task A_file_appears_whole_and_never_over_another(string format)
    {
        TicketStores.Write(Store);
        var file = _folder[$"new/results.{format}"];
        string[] line = ["results", "--store", Store, "--format", format, "--out", file];
        Assert.Equal((0, "", $"wrote {file}\n"), await SweeperCommandLine.Run(line));
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder["new"]));
        Assert.NotEqual(0, new FileInfo(file).Length);
        Assert.Equal((2, "", $"sweeper: {file} is there already; --force overwrites it, or name another file with --out\n"), await SweeperCommandLine.Run(line));
        Assert.Equal(0, (await SweeperCommandLine.Run([.. line, "--force"])).ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string[]> Lines(params string[] options)
    {
        var (code, output, errors) = await SweeperCommandLine.Run(["results", "--store", Store, "--format", "csv", .. options]);
        Assert.Equal((0, ""), (code, errors));
        return output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
