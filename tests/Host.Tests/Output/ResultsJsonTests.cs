using System.Text;
using System.Text.Json;
using CsCheck;
using Sweeper.Actors.Aggregation;
using Sweeper.Host.Output;
using Sweeper.Host.Tests.Support;

namespace Sweeper.Host.Tests.Output;

public class ResultsJsonTests
{
    [Fact]
    public void Rows_have_the_fields_of_the_contract_in_its_order_and_every_cell_its_state()
    {
        var (plan, rows) = Rows.EveryState();
        Screen.Check("results.json", Rows.WithoutKeys(plan, Json(RowOrder.Sort(rows))));
    }

    [Fact]
    public void Random_rows_have_no_source_and_of_pruning_only_the_fraction()
    {
        var (_, rows) = Rows.EveryState();
        using var json = JsonDocument.Parse(Json(rows));
        var random = json.RootElement.EnumerateArray().Where(row => row.GetProperty("ticket").GetString() == "random").ToList();
        Assert.Equal(3, random.Count);
        foreach (var row in random)
        {
            Assert.Equal(JsonValueKind.Null, row.GetProperty("source").ValueKind);
            Assert.Equal(JsonValueKind.Null, row.GetProperty("sourceOptimizer").ValueKind);
            Assert.Equal(["fraction"], row.GetProperty("pruning").EnumerateObject().Where(part => part.Value.ValueKind != JsonValueKind.Null).Select(part => part.Name));
        }
    }

    [Theory]
    [InlineData("random-layerwise")]
    [InlineData("random-weights")]
    public void Redrawn_rows_have_the_source_and_the_pruning_of_their_mask(string ticket)
    {
        using var json = JsonDocument.Parse(Json(Rows.Of(Plans.Of(Plans.With(("pruning:", $"tickets: [{ticket}]\npruning:"))))));
        var rows = json.RootElement.EnumerateArray().ToList();
        Assert.Equal(2 * 3, rows.Count);
        Assert.All(rows, row => Assert.Equal(ticket, row.GetProperty("ticket").GetString()));
        Assert.Equal(["one", "two"], rows.Select(row => row.GetProperty("source").GetString()).Distinct());
        Assert.All(rows, row => Assert.Equal("1ep", row.GetProperty("pruning").GetProperty("rewind").GetString()));
    }

    [Fact]
    public void One_value_has_a_mean_and_no_spread_and_none_has_neither()
    {
        var plan = Plans.Of(Plans.With(("seeds: 2", "seeds: [7]")));
        var full = Row(Json(Rows.Of(plan)));
        Assert.NotEqual(JsonValueKind.Null, full.GetProperty("mean").ValueKind);
        Assert.Equal(["sd", "ci95Low", "ci95High"], Nulls(full));
        Assert.Equal(["prunedFraction", "mean", "sd", "ci95Low", "ci95High"], Nulls(Row(Json(Rows.Of(plan, [])))));
    }

    [Fact]
    public void Equal_results_are_equal_bytes_in_whatever_order_they_came()
    {
        var rows = Rows.EveryState().Rows;
        var expected = Json(RowOrder.Sort(rows));
        Gen.Shuffle(rows.ToArray()).Sample(shuffled => Json(RowOrder.Sort(shuffled)) == expected, iter: 50);
    }

    [Fact]
    public void Text_is_readable_and_cannot_write_to_a_terminal()
    {
        var json = Json(Rows.Of(Plans.Of(Plans.With(("targets:\n  - {dataset: two", "targets:\n  - {dataset: {name: two-a, classes: [1, 2], fraction: 0.5}")))));
        Assert.Contains("\"target\": \"two-a?classes=1,2&fraction=0.5\"", json);
        Assert.DoesNotContain(json, character => char.IsControl(character) && character != '\n');
    }

    private static string[] Nulls(JsonElement row) =>
        [.. row.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Null && field.Name is not ("source" or "sourceOptimizer")).Select(field => field.Name)];

    private static JsonElement Row(string json) => JsonDocument.Parse(json).RootElement[0];

    private static string Json(IReadOnlyList<ResultGroup> rows)
    {
        using var output = new MemoryStream();
        ResultsJson.Write(output, rows);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
