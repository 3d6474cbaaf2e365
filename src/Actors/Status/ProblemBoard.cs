using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Status;

/// <summary>What has gone wrong in a run, grouped: failures of one cause whose messages differ in numbers only are one problem.</summary>
internal sealed partial class ProblemBoard(Func<PlannedStage, string> name)
{
    private readonly Dictionary<(FailureCause Cause, string Message), Problem> _problems = [];

    /// <summary>A stage that failed for good before this run.</summary>
    public void Remember(PlannedStage stage, StageTrouble trouble) => Note(stage, trouble.Cause, trouble.Message, isForGood: true);

    /// <summary>Something has changed.</summary>
    public void Observe(SweepEvent change)
    {
        switch (change)
        {
            case SweepEvent.Retried retried:
                Note(retried.Stage, retried.Failure.Cause, retried.Failure.Message, isForGood: false);
                break;
            case SweepEvent.SetAside aside:
                Note(aside.Stage, aside.Trouble.Cause, aside.Trouble.Message, isForGood: true);
                break;
            case SweepEvent.Revived revived:
                foreach (var problem in _problems.Values) problem.ForGood.ExceptWith(revived.Failed.Select(stage => stage.Number));
                break;
            case SweepEvent.MovedOn moved:
                Note(moved.Stage, moved.Failure.Cause, moved.Failure.Message, isForGood: false);
                break;
            case SweepEvent.Rebuilding again:
                Note(again.Stage, FailureCause.LostInput, again.Why, isForGood: false);
                break;
        }
    }

    /// <summary>The problems, the most frequent first, at most so many.</summary>
    public ImmutableArray<ProblemStatus> Read(int most) =>
    [
        .. _problems.OrderByDescending(pair => pair.Value.Stages.Count).ThenBy(pair => pair.Value.First.Number).Take(most).Select(pair => new ProblemStatus(
            Word(pair.Key.Cause), pair.Value.Message, pair.Value.Stages.Count, pair.Value.ForGood.Count, Remedy(pair.Key.Cause),
            pair.Value.First.Key.Value, name(pair.Value.First))),
    ];

    private void Note(PlannedStage stage, FailureCause cause, string message, bool isForGood)
    {
        var key = (cause, Numbers().Replace(message, "#"));
        if (!_problems.TryGetValue(key, out var problem)) _problems[key] = problem = new(stage, message);
        problem.Stages.Add(stage.Number);
        if (isForGood) problem.ForGood.Add(stage.Number);
    }

    private static string Word(FailureCause cause) => cause switch
    {
        FailureCause.NotANumber => "nan",
        FailureCause.Crash => "quarantined",
        FailureCause.LostInput => "lost",
        FailureCause.Data => "data",
        FailureCause.NoSpace => "no space",
        FailureCause.Stuck => "stuck",
        FailureCause.OutOfMemory => "out of memory",
        _ => "failed",
    };

    private static string Remedy(FailureCause cause) => cause switch
    {
        FailureCause.NotANumber => "it would come again: lower the learning rate or add warmup in the file",
        FailureCause.Crash => "the process ended in it: look at memory and system logs, then `sweeper retry`",
        FailureCause.LostInput => "nothing: what was lost is trained again; a disk that loses more is failing",
        FailureCause.Data => "`sweeper datasets verify`, then `sweeper retry`",
        FailureCause.NoSpace => "make room on the disk (`sweeper store gc`), then run again",
        FailureCause.OutOfMemory => "a device with more memory, or a smaller recipe.micro_batch_size, which makes it another training",
        FailureCause.Stuck => "look at the device with `sweeper doctor`; it trains no more until it lets go",
        _ => "`sweeper logs STAGE` tells more; after mending `sweeper retry`",
    };

    [GeneratedRegex(@"[0-9a-f]{8,}|\d+([.,]\d+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    private sealed class Problem(PlannedStage first, string message)
    {
        public PlannedStage First => first;

        public string Message => message;

        public HashSet<int> Stages { get; } = [];

        public HashSet<int> ForGood { get; } = [];
    }
}
