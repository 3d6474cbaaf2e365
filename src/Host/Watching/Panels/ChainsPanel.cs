using Sweeper.Actors.Status;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>How far each chain of pruning rounds is; a star marks the one that the end of the sweep waits for.</summary>
internal static class ChainsPanel
{
    private static readonly Table<ChainStatus> Table = new(
        TableColumn<ChainStatus>.Text("", 1, 0, chain => new(chain.IsCritical ? "★" : "", Ink.Accent)),
        TableColumn<ChainStatus>.Text("chain", 18, 1, chain => new(chain.Name, chain.IsCritical ? Ink.Strong : Ink.Plain), grows: true),
        new("rounds", 16, 4, (area, chain) => Bars.Progress(area, 0, 0, area.Width, chain.Rounds > 0 ? (double)chain.Done / chain.Rounds : 0, Ink.Good)),
        TableColumn<ChainStatus>.Number("done", 7, 2, chain => $"{chain.Done}/{chain.Rounds}"),
        TableColumn<ChainStatus>.Text("next is", 9, 3, State),
        TableColumn<ChainStatus>.Number("work left", 9, 5, chain => new($"{100 * Math.Clamp(chain.WorkLeft, 0, 1):0}%")))
    {
        Sentence = chain => chain.IsCritical ? $"★ {chain.Name}: the end of the sweep waits for it" : chain.Name,
    };

    public static void Draw(Area area, IReadOnlyList<ChainStatus> chains, int? cursor) => Table.Draw(area, chains, cursor);

    private static InkedText State(ChainStatus chain) => chain.State switch
    {
        "running" => new("● running", Ink.Good),
        "ready" => new("○ ready"),
        "failed" => new("✗ failed", Ink.Bad),
        "blocked" => new("✗ blocked", Ink.Warn),
        _ => new($"· {chain.State}", Ink.Dim),
    };
}
