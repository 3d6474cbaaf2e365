using Sweeper.Actors.Status;
using Sweeper.Host.Watching.Drawing;
using Sweeper.Host.Watching.Panels;

namespace Sweeper.Host.Watching;

/// <summary>Draws the console: what there is and what someone has chosen to see give lines.</summary>
internal static class ConsoleFrame
{
    private const int Footer = 1;

    /// <summary>The lines of a frame: as many as asked for, none of more cells than asked for.</summary>
    public static string[] Render(ConsoleContent content, ConsoleState state, int width, int height, ConsoleStyle style)
    {
        using var canvas = new Canvas(width, height, style);
        var header = Math.Min(HeaderPanel.Height, canvas.Height);
        HeaderPanel.Draw(canvas.Whole.Rows(0, header), content);
        var body = canvas.Whole.Rows(header, Math.Max(0, canvas.Height - header - Footer));
        if (state.ShowsHelp) HelpPanel.Draw(body.Box("keys", "", hasKeys: true), state.Scroll);
        else if (state.Stage is { } stage) DetailPanel.Draw(body.Box($"training {stage[..Math.Min(12, stage.Length)]}", "", hasKeys: true), content, state, style.UtcOffset);
        else if (content.Snapshot is { } snapshot) DrawPanels(body, content, snapshot, state, style);
        if (canvas.Height > header) FooterPanel.Draw(canvas.Whole.Rows(canvas.Height - Footer, Footer), content, state);
        return canvas.Lines();
    }

    private static void DrawPanels(Area body, ConsoleContent content, SweepSnapshot snapshot, ConsoleState state, ConsoleStyle style)
    {
        if (ConsoleLayout.IsSingle(body, state))
        {
            DrawTabs(body.Rows(0, 1), snapshot, state);
            body = body.Rows(1, body.Height);
        }
        foreach (var (panel, area) in ConsoleLayout.Of(body, content, state))
        {
            var hasKeys = panel == state.Panel;
            var rows = ConsoleRows.Count(panel, snapshot, state);
            DrawPanel(panel, area.Box(Title(panel), Note(panel, snapshot, state, rows), hasKeys), content, snapshot, state, style, hasKeys ? state.List(panel).Among(rows) : null);
        }
    }

    private static void DrawPanel(ConsolePanel panel, Area inside, ConsoleContent content, SweepSnapshot snapshot, ConsoleState state, ConsoleStyle style, int? cursor)
    {
        switch (panel)
        {
            case ConsolePanel.Heatmap:
                HeatmapPanel.Draw(inside, content.Heatmap, state, cursor is not null);
                break;
            case ConsolePanel.Devices:
                DevicesPanel.Draw(inside, ConsoleRows.Devices(snapshot, state), cursor);
                break;
            case ConsolePanel.Chains:
                ChainsPanel.Draw(inside, ConsoleRows.Chains(snapshot, state), cursor);
                break;
            case ConsolePanel.Claims:
                ClaimsPanel.Draw(inside, ConsoleRows.Claims(snapshot, state), cursor);
                break;
            case ConsolePanel.Problems:
                ProblemsPanel.Draw(inside, ConsoleRows.Problems(snapshot, state), snapshot.Problems.IsEmpty, cursor);
                break;
            case ConsolePanel.Lines:
                LinesPanel.Draw(inside, ConsoleRows.Lines(snapshot, state), cursor, style.UtcOffset);
                break;
        }
    }

    private static void DrawTabs(Area line, SweepSnapshot snapshot, ConsoleState state)
    {
        var x = 1;
        foreach (var panel in Enum.GetValues<ConsolePanel>())
        {
            var title = panel == ConsolePanel.Problems && snapshot.Problems.Length > 0 ? $"{Title(panel)} ({snapshot.Problems.Length})" : Title(panel);
            var isShort = line.Width < 70;
            x += line.Write(x, 0, panel == state.Panel ? $"▸{title}" : isShort ? $" {(int)panel + 1}" : $" {title}", panel == state.Panel ? Ink.Accent : Ink.Dim) + 2;
        }
    }

    private static string Title(ConsolePanel panel) => $"{(int)panel + 1} {panel.ToString().ToLowerInvariant()}";

    // What a panel does not show of itself: where the cursor is, a filter, and rows that are not in the snapshot.
    private static string Note(ConsolePanel panel, SweepSnapshot snapshot, ConsoleState state, int rows)
    {
        if (panel == ConsolePanel.Heatmap) return "sources → targets";
        var list = state.List(panel);
        var count = panel == state.Panel && rows > 0 ? $"{list.Among(rows) + 1:N0} of {rows:N0}" : $"{rows:N0}";
        var more = panel == ConsolePanel.Chains && snapshot.OpenChains > snapshot.Chains.Length ? $", {snapshot.OpenChains:N0} open" : "";
        return (list.Filter.Length > 0 ? $"with \"{list.Filter}\": " : "") + count + more;
    }
}
