using System.Collections.Immutable;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Watching;

/// <summary>What someone has chosen to see.</summary>
internal sealed record ConsoleState
{
    /// <summary>The panel that has the keys.</summary>
    public ConsolePanel Panel { get; init; }

    /// <summary>Whether it has the whole screen.</summary>
    public bool IsLarge { get; init; }

    /// <summary>Where one is in the lists; those that are missing are at their start.</summary>
    public ImmutableDictionary<ConsolePanel, ListState> Lists { get; init; } = ImmutableDictionary<ConsolePanel, ListState>.Empty;

    /// <summary>The row of the heatmap, from 0; past the end means the last.</summary>
    public int Row { get; init; }

    /// <summary>The column of the heatmap, from 0; past the end means the last.</summary>
    public int Column { get; init; }

    /// <summary>Which heatmap.</summary>
    public HeatmapChoice Choice { get; init; } = new(null, null, null, null, null, null);

    /// <summary>Whether the heatmap's colour is how far cells are, and not their mean.</summary>
    public bool ColoursProgress { get; init; }

    /// <summary>The training whose detail is shown; null shows the panels.</summary>
    public string? Stage { get; init; }

    /// <summary>Lines of the detail or the help above the first one shown.</summary>
    public int Scroll { get; init; }

    /// <summary>Whether the keys are explained.</summary>
    public bool ShowsHelp { get; init; }

    /// <summary>Whether letters go into the panel's filter.</summary>
    public bool IsTyping { get; init; }

    /// <summary>What is asked whether it shall be done.</summary>
    public ControlOrder? Asking { get; init; }

    /// <summary>What came of the last thing done, until the next key.</summary>
    public string? Message { get; init; }

    /// <summary>Where one is in a panel's list.</summary>
    public ListState List(ConsolePanel panel) => Lists.GetValueOrDefault(panel, ListState.Start);

    /// <summary>The same with the list of the panel that has the keys changed.</summary>
    public ConsoleState With(ListState list) => this with { Lists = Lists.SetItem(Panel, list) };
}
