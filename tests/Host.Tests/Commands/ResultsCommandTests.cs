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

    public void Dispose() => _folder.Dispose();

    private async Task<string[]> Lines(params string[] options)
    {
        var (code, output, errors) = await SweeperCommandLine.Run(["results", "--store", Store, "--format", "csv", .. options]);
        Assert.Equal((0, ""), (code, errors));
        return output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
