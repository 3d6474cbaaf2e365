using CsCheck;
using Spectre.Console;
using Sweeper.Host.Watching;
using Sweeper.Host.Watching.Keys;

namespace Sweeper.Host.Tests.Watching;

/// <summary>Whatever the run says, however large the terminal is and whatever is pressed.</summary>
public class ConsolePropertyTests
{
    private const string Letters = "123456hjklgGz/[]yoOmuvprtc?qxY \u6570";

    private static readonly Gen<KeyPress> Press = Gen.OneOf(
        Gen.Int[0, Letters.Length - 1].Select(index => KeyPress.Of(Letters[index])),
        Gen.Int[1, (int)Key.Backspace].Select(key => new KeyPress((Key)key)));

    private static readonly Gen<ConsoleContent> Content = Gen.Select(SnapshotGen.Snapshot, SnapshotGen.Heatmap, SnapshotGen.Detail, Gen.Int[0, 9]).Select(
        (snapshot, heatmap, detail, which) => new ConsoleContent(which == 0 ? null : snapshot, which == 1 ? null : heatmap, which == 2 ? null : detail, which, which == 3 ? "\u001bgone" : null));

    [Fact]
    public void A_frame_fits_its_terminal_and_brings_nothing_but_text() => Gen.Select(Content, Press.Array[0, 12], Gen.Int[0, 210], Gen.Int[0, 60]).Sample((content, keys, width, height) =>
    {
        var state = keys.Aggregate(new ConsoleState(), (state, key) => KeyHandler.Press(state, key, content).State);
        foreach (var style in new[] { Styles.Plain, Styles.Ascii, Styles.Colours })
        {
            var frame = ConsoleFrame.Render(content, state, width, height, style);
            Assert.Equal(height, frame.Length);
            if (style == Styles.Colours) continue;
            Assert.All(frame, line => Assert.InRange(line.GetCellWidth(), 0, width));
            Assert.All(frame, line => Assert.DoesNotContain(line, char.IsControl));
            if (style.Ascii) Assert.All(frame, line => Assert.DoesNotContain(line, letter => letter > 126));
        }
    }, iter: 300);

    [Fact]
    public void Nothing_is_done_to_the_run_without_a_yes_to_its_question() => Gen.Select(Content, Press.Array[1, 30]).Sample((content, keys) =>
    {
        var state = new ConsoleState();
        foreach (var key in keys)
        {
            var outcome = KeyHandler.Press(state, key, content);
            if (outcome.Action is { } action)
            {
                Assert.Equal(state.Asking, action);
                Assert.Contains(key.Letter.Value, "yY".Select(letter => (int)letter));
            }
            state = outcome.State;
        }
    }, iter: 2_000);
}
