using System.Collections.Immutable;

namespace Sweeper.Actors.Planning;

/// <summary>A group whose cells are still to be planned.</summary>
/// <param name="Group">What its cells have in common; without cells.</param>
/// <param name="StageOf">Adds the stage whose accuracy is the cell of a seed, and those it needs, to the plan.</param>
internal sealed record GridRow(CellGroup Group, Func<long, PlannedStage> StageOf)
{
    /// <summary>The group with the cells of some seeds.</summary>
    public CellGroup Plan(ImmutableArray<long> seeds) => Group with { Cells = [.. seeds.Select(seed => (seed, Value(StageOf(seed))))] };

    private static int Value(PlannedStage stage)
    {
        stage.IsCellValue = true;
        return stage.Number;
    }
}
