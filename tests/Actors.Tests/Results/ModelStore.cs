using Sweeper.Actors.Results;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Tests.Results;

/// <summary>The result store's meaning, in memory and as plainly as it can be said.</summary>
internal sealed class ModelStore : IResultStore
{
    private sealed class Attempt
    {
        public required long Id { get; init; }
        public required StageKey Stage { get; init; }
        public StageOutcome? Outcome { get; set; }
        public bool Forgiven { get; set; }
        public required StoreWrite.OpenAttempt Opening { get; init; }
        public DateTimeOffset? ClosedAt { get; set; }
        public SortedDictionary<int, EpochRecord> Epochs { get; } = [];
    }

    private readonly Dictionary<string, StoredSweep> _sweeps = [];
    private readonly List<Attempt> _attempts = [];
    private readonly List<(StageKey Stage, StageResult Result)> _results = [];
    private readonly List<(StoredArtifact Artifact, StageKey Stage, Digest State)> _artifacts = [];
    private readonly HashSet<StoreWrite.Retry> _retries = [];
    private readonly HashSet<StoreWrite.AddMessage> _messages = [];
    private readonly Dictionary<string, DateTimeOffset> _pauses = [];

    public IReadOnlyList<StoredSweep> Sweeps() => [.. _sweeps.Values.OrderBy(sweep => sweep.Name, StringComparer.Ordinal)];

    public Dictionary<StageKey, StoredResult> Results() => _results.GroupBy(row => row.Stage, row => row.Result)
        .ToDictionary(group => group.Key, group => new StoredResult(group.First().Correct, group.First().Total, group.First().Masked, group.First().Prunable));

    public Dictionary<StageKey, StoredResult> Results(HashSet<StageKey> stages) => Results().Where(pair => stages.Contains(pair.Key)).ToDictionary();

    public IReadOnlyList<StageResult> ResultsOf(StageKey stage) => [.. _results.Where(row => row.Stage == stage).Select(row => row.Result with
    {
        Artifacts = [.. _artifacts.Where(artifact => artifact.Stage == stage && artifact.State == row.Result.FinalState).Select(artifact => artifact.Artifact)],
    })];

    public Dictionary<ArtifactKey, StoredArtifact> Artifacts() =>
        _artifacts.GroupBy(row => row.Artifact.Key).ToDictionary(group => group.Key, group => group.First().Artifact);

    public Dictionary<StageKey, StageTrouble> Troubles()
    {
        var troubles = new Dictionary<StageKey, StageTrouble>();
        foreach (var attempt in _attempts.OrderBy(attempt => attempt.Id))
        {
            if (attempt.Outcome is StageOutcome.Completed) troubles.Remove(attempt.Stage);
            if (attempt.Forgiven || attempt.Outcome is not StageOutcome.Failed failed || failed.Cause is FailureCause.LostInput or FailureCause.NoSpace) continue;
            var before = troubles.GetValueOrDefault(attempt.Stage);
            var crash = failed.Cause == FailureCause.Crash ? 1 : 0;
            troubles[attempt.Stage] = new((before?.Attempts ?? 0) + 1, (before?.Crashes ?? 0) + crash, failed.Cause, failed.Message);
        }
        return troubles;
    }

    public DateTimeOffset? PausedSince(string sweep) => _pauses.TryGetValue(sweep, out var at) ? at : null;

    public int StagesOfOtherVersions() => 0;

    public IReadOnlyList<(NumericEnvironment Environment, int Results)> Environments(IReadOnlySet<StageKey> stages) =>
    [
        .. _results.GroupBy(row => row.Stage, row => row.Result.Environment).Where(stage => stages.Contains(stage.Key)).Select(stage => stage.First())
            .GroupBy(environment => environment).Select(environment => (environment.Key, environment.Count())).OrderByDescending(pair => pair.Item2),
    ];

    public double TrainingSeconds(IReadOnlySet<StageKey> stages) =>
        _results.GroupBy(row => row.Stage, row => row.Result.Seconds).Where(stage => stages.Contains(stage.Key)).Sum(stage => stage.First());

    public IReadOnlyList<StageKey> Stages() => [.. _attempts.Select(attempt => attempt.Stage).Distinct()];

    public IReadOnlyList<StageKey> LatestStages(int most) =>
    [
        .. _attempts.GroupBy(attempt => attempt.Stage)
            .OrderByDescending(stage => stage.Where(attempt => attempt.Outcome is null).Select(attempt => attempt.Id).DefaultIfEmpty().Max())
            .ThenByDescending(stage => stage.Max(attempt => attempt.Id)).Take(most).Select(stage => stage.Key),
    ];

    public StageHistory HistoryOf(StageKey stage)
    {
        var attempts = _attempts.Where(attempt => attempt.Stage == stage).OrderBy(attempt => attempt.Id).ToList();
        var first = _results.FirstOrDefault(row => row.Stage == stage).Result;
        return new(
            stage, attempts.FirstOrDefault()?.Opening.CanonicalForm, [.. attempts.Select(Of)],
            [.. _messages.Where(message => message.Stage == stage).OrderBy(message => message.At).ThenBy(message => message.Text, StringComparer.Ordinal)
                .Select(message => new StoredMessage(message.At, message.Text))],
            first is null ? null : (Results()[stage], first.Seconds));
    }

    public AttemptId NextAttempt() => new(_attempts.Select(attempt => attempt.Id).DefaultIfEmpty().Max() + 1);

    public void Commit(IReadOnlyList<StoreWrite> writes)
    {
        foreach (var write in writes) Apply(write);
    }

    public void Dispose()
    {
    }

    private void Apply(StoreWrite write)
    {
        switch (write)
        {
            case StoreWrite.PutSweep { Sweep: var sweep }:
                var current = _sweeps.GetValueOrDefault(sweep.Name);
                _sweeps[sweep.Name] = current?.Yaml == sweep.Yaml ? sweep with { AddedAt = current.AddedAt } : sweep;
                break;
            case StoreWrite.OpenAttempt open:
                if (_attempts.All(attempt => attempt.Id != open.Attempt.Value)) _attempts.Add(new() { Id = open.Attempt.Value, Stage = open.Stage, Opening = open });
                break;
            case StoreWrite.AddEpochs add:
                foreach (var epoch in add.Epochs) _attempts.Single(attempt => attempt.Id == add.Attempt.Value).Epochs.TryAdd(epoch.Epoch, epoch);
                break;
            case StoreWrite.AddMessage add: _messages.Add(add); break;
            case StoreWrite.CloseAttempt close: Close(close); break;
            case StoreWrite.ForgetArtifact forget:
                _artifacts.RemoveAll(row => row.Artifact.Key == forget.Artifact && row.Artifact.Digest == forget.Digest);
                break;
            case StoreWrite.Retry retry:
                if (!_retries.Add(retry)) break;
                foreach (var attempt in _attempts.Where(attempt => retry.Stage is null || attempt.Stage == retry.Stage))
                    attempt.Forgiven |= attempt.Outcome is StageOutcome.Failed;
                break;
        }
    }

    private static StoredAttempt Of(Attempt attempt) => new()
    {
        Id = new(attempt.Id),
        Trainer = attempt.Opening.Trainer,
        OpenedAt = attempt.Opening.At,
        ClosedAt = attempt.ClosedAt,
        Outcome = attempt.Outcome switch
        {
            null => AttemptOutcome.Open,
            StageOutcome.Completed => AttemptOutcome.Completed,
            StageOutcome.Failed => AttemptOutcome.Failed,
            _ => AttemptOutcome.Cancelled,
        },
        Cause = (attempt.Outcome as StageOutcome.Failed)?.Cause,
        Message = attempt.Outcome switch
        {
            StageOutcome.Failed failed => failed.Message,
            StageOutcome.Cancelled cancelled => cancelled.Why,
            _ => null,
        },
        Epochs = [.. attempt.Epochs.Values],
    };

    private void Close(StoreWrite.CloseAttempt close)
    {
        var attempt = _attempts.Single(attempt => attempt.Id == close.Attempt.Value);
        var completes = close.Outcome is StageOutcome.Completed;
        if (attempt.Outcome is null || (completes && attempt.Outcome is StageOutcome.Failed { Cause: FailureCause.Crash or FailureCause.Stuck }))
            (attempt.Outcome, attempt.ClosedAt) = (close.Outcome, close.At);
        if (close.Outcome is not StageOutcome.Completed { Result: var result }) return;
        if (!_results.Any(row => row.Stage == close.Stage && row.Result.FinalState == result.FinalState)) _results.Add((close.Stage, result));
        foreach (var artifact in result.Artifacts)
        {
            if (!_artifacts.Any(row => row.Artifact.Key == artifact.Key && row.Artifact.Digest == artifact.Digest))
                _artifacts.Add((artifact, close.Stage, result.FinalState));
        }
    }
}
