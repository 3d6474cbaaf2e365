using Sweeper.Host.Watching;
using Sweeper.Host.Watching.Keys;

namespace Sweeper.Host.Tests.Watching;

public class KeyHandlerTests
{
    private static readonly ConsoleContent Content = Recording.Read("paper").Content;

    [Theory]
    [InlineData("<tab>", ConsolePanel.Devices)]
    [InlineData("<backtab>", ConsolePanel.Lines)]
    [InlineData("<tab><tab><tab><tab><tab><tab>", ConsolePanel.Heatmap)]
    [InlineData("4", ConsolePanel.Claims)]
    [InlineData("47", ConsolePanel.Claims)]
    public void Keys_go_from_panel_to_panel(string keys, object panel) => Assert.Equal((ConsolePanel)panel, After(keys).Panel);

    [Theory]
    [InlineData("2", 0)]
    [InlineData("2<down>j", 2)]
    [InlineData("2<down>jk<up><up>", 0)]
    [InlineData("2G", 7)]
    [InlineData("2<end><home>", 0)]
    [InlineData("2<pagedown>", 7)]
    [InlineData("2G<pageup>", 0)]
    public void A_cursor_moves_in_its_list_and_not_out_of_it(string keys, int row) => Assert.Equal(row, After(keys).List(ConsolePanel.Devices).Cursor);

    [Theory]
    [InlineData("ll<right>jj", 2, 3)]
    [InlineData("lllllllllhG", 5, 4)]
    [InlineData("<left><up>", 0, 0)]
    public void A_cursor_moves_in_the_heatmap_and_not_out_of_it(string keys, int row, int column) => Assert.Equal((row, column), (After(keys).Row, After(keys).Column));

    [Theory]
    [InlineData("]", null, null, null, null, 9)]
    [InlineData("[[", null, null, null, null, 6)]
    [InlineData("]]]]]]]]]]]]]]]]]", null, null, null, null, 20)]
    [InlineData("y", null, null, null, "random", null)]
    [InlineData("yyy", null, null, null, "winning", null)]
    [InlineData("oOO", null, "adam", "sgd", null, null)]
    [InlineData("m", "resnet-50", null, null, null, null)]
    public void Keys_step_through_the_heatmaps(string keys, string? model, string? source, string? target, string? ticket, int? round) =>
        Assert.Equal(new(model, null, source, target, ticket, round), After(keys).Choice);

    [Fact]
    public void Enter_opens_the_training_under_the_cursor_and_escape_goes_back_to_it()
    {
        Assert.Equal(Content.Heatmap!.Cells[0][1]!.Stage, After("l<enter>").Stage);
        Assert.Equal(Content.Snapshot!.Devices[1].Stage, After("2j<enter>").Stage);
        Assert.Equal(Content.Snapshot!.Chains[0].Stage, After("3<enter>").Stage);
        Assert.Equal(Content.Snapshot!.Problems[2].Stage, After("5G<enter>").Stage);
        Assert.Null(After("2jjjjj<enter>").Stage);
        var back = After("2j<enter><down><escape>");
        Assert.Equal((null, ConsolePanel.Devices, 1, 0), (back.Stage, back.Panel, back.List(ConsolePanel.Devices).Cursor, back.Scroll));
    }

    [Fact]
    public void A_filter_is_typed_kept_and_cleared()
    {
        Assert.Equal(["svhn/adam"], ConsoleRows.Chains(Content.Snapshot!, After("3/SVHN<enter>")).Select(chain => chain.Name.Split(' ')[1]));
        Assert.True(After("3/pq").IsTyping);
        Assert.Equal("p", After("3/pq<backspace>").List(ConsolePanel.Chains).Filter);
        Assert.Equal("", After("3/pq<escape>").List(ConsolePanel.Chains).Filter);
        Assert.Equal("", After("3/pq<enter><escape>").List(ConsolePanel.Chains).Filter);
        Assert.False(After("/").IsTyping);
    }

    [Theory]
    [InlineData('p', "Pause")]
    [InlineData('r', "Resume")]
    [InlineData('t', "Retry")]
    [InlineData('c', "Cancel")]
    public void What_changes_the_run_is_asked_first_and_no_is_the_default(char key, string action)
    {
        var asked = KeyHandler.Press(new ConsoleState(), KeyPress.Of(key), Content);
        Assert.Null(asked.Action);
        Assert.Equal((action, null), (asked.State.Asking?.Action.ToString(), asked.State.Asking?.Stage));
        foreach (var no in new[] { KeyPress.Of('n'), new(Key.Enter), new(Key.Escape), KeyPress.Of(key), KeyPress.Of('q') })
        {
            var kept = KeyHandler.Press(asked.State, no, Content);
            Assert.Null(kept.Action);
            Assert.Null(kept.State.Asking);
            Assert.False(kept.Leaves);
            Assert.Contains("nothing is changed", kept.State.Message);
        }
        Assert.Equal(action, KeyHandler.Press(asked.State, KeyPress.Of('y'), Content).Action?.Action.ToString());
    }

    [Theory]
    [InlineData("5G<enter>t", true)]
    [InlineData("5G<enter><escape>t", false)]
    [InlineData("5G<enter>?t", false)]
    public void In_the_detail_of_a_training_that_alone_is_retried(string keys, bool isAlone)
    {
        var stage = isAlone ? Content.Snapshot!.Problems[2].Stage : null;
        var asked = After(keys);
        Assert.Equal(new(ControlAction.Retry, stage), asked.Asking);
        Assert.Equal(isAlone, ConsoleFrame.Render(Content, asked, 80, 24, Styles.Plain)[^1].Contains("retry this training alone, if it failed for good? [y/N]", StringComparison.Ordinal));
        Assert.Equal(new(ControlAction.Retry, stage), KeyHandler.Press(asked, KeyPress.Of('y'), Content).Action);
        Assert.Equal(ControlAction.Pause, After("5G<enter>p").Asking);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("?", false)]
    [InlineData("<enter>", false)]
    [InlineData("<enter>q", true)]
    [InlineData("2/", false)]
    [InlineData("c", false)]
    public void The_key_to_leave_leaves_only_where_nothing_else_is_open(string before, bool leaves) =>
        Assert.Equal(leaves, KeyHandler.Press(After(before), KeyPress.Of('q'), Content).Leaves);

    [Fact]
    public void Every_key_of_the_table_does_something()
    {
        var letters = KeyTable.All.SelectMany(binding => binding.Keys.Split(' ')).Where(key => key.Length == 1).Select(key => key[0]).ToList();
        Assert.Equal(letters.Distinct(), letters);
        // Where each of them has something to do: in the middle of the heatmap, in a list, of which another way of pruning is there.
        var content = Content with { Heatmap = Content.Heatmap! with { Axes = Content.Heatmap.Axes with { Prunings = ["global 20%", "layerwise 20%"] } } };
        Assert.All(letters, letter => Assert.Contains(new[] { "lljj", "2jjj", "3jjj" }, place =>
        {
            var state = KeyText.After(place, content);
            var outcome = KeyHandler.Press(state, KeyPress.Of(letter), content);
            return outcome.Leaves || outcome.State != state;
        }));
    }

    private static ConsoleState After(string keys) => KeyText.After(keys, Content);
}
