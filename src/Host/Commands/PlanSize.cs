using Sweeper.Actors.Planning;
using Sweeper.Actors.Specs;

namespace Sweeper.Host.Commands;

/// <summary>Keeps a typing error from planning for an hour.</summary>
internal static class PlanSize
{
    /// <summary>Cells that a plan may have without <c>--huge</c>.</summary>
    public const long MostCells = 10_000_000;

    /// <summary>Refuses more.</summary>
    /// <exception cref="UserException">There are more cells than that, and <paramref name="huge"/> is not given.</exception>
    public static void Check(IEnumerable<SweepSpec> specs, bool huge)
    {
        var cells = specs.Sum(CellCount.AtMost);
        if (cells > MostCells && !huge)
            throw new UserException($"up to {cells:N0} cells are more than {MostCells:N0}; if that is meant, say --huge");
    }
}
