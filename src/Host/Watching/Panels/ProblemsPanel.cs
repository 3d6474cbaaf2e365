using Sweeper.Actors.Status;
using Sweeper.Host.Watching.Drawing;

namespace Sweeper.Host.Watching.Panels;

/// <summary>What has gone wrong, a cause a row, each with what to do about it.</summary>
internal static class ProblemsPanel
{
    private static readonly Table<ProblemStatus> Table = new(
        TableColumn<ProblemStatus>.Number("hit", 7, 0, problem => new(Count(problem.Count), Ink.Bad)),
        TableColumn<ProblemStatus>.Number("for good", 8, 3, problem => new(Count(problem.ForGood))),
        TableColumn<ProblemStatus>.Text("cause", 11, 1, problem => new(problem.Cause, Ink.Bad)),
        TableColumn<ProblemStatus>.Text("message", 16, 2, problem => problem.Message, grows: true))
    {
        Sentence = problem => problem.Training,
        Below = (line, problem) => line.WriteAll(8, 0, new("→ ", Ink.Accent), Fitted.Start(problem.Remedy, line.Width - 10)),
    };

    /// <summary>Draws them.</summary>
    /// <param name="area">Where.</param>
    /// <param name="problems">Those that are to be shown.</param>
    /// <param name="isAllWell">Whether there are no others either.</param>
    /// <param name="cursor">The row with the cursor; null where the keys go elsewhere.</param>
    public static void Draw(Area area, IReadOnlyList<ProblemStatus> problems, bool isAllWell, int? cursor)
    {
        if (isAllWell) area.Write(0, 0, "nothing has gone wrong", Ink.Good);
        else Table.Draw(area, problems, cursor);
    }

    private static string Count(int count) => count < 1_000_000 ? $"{count:N0}" : $"{count / 1000:N0}k";
}
