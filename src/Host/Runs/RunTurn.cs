using System.Globalization;
using Sweeper.Actors;
using Sweeper.Actors.Aggregation;
using Sweeper.Actors.Claims;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Scheduling;
using Sweeper.Actors.Status;
using Sweeper.Host.Display;
using Sweeper.Host.Output;
using Sweeper.Host.Serving;
using Sweeper.Host.Status;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Runs;

/// <summary>The time in which this process coordinates a sweep: all of a run, or from when its turn comes to when another takes over.</summary>
internal sealed class RunTurn(RunRequest request, SweepPlan plan, DatasetCatalog datasets, TrainerSet trainers, SweepStore store, StatusPort? port)
{
    // A signal to one of several coordinators ends that one, and not the sweep.
    private readonly bool _othersMayGoOn = request.Listening is not null && store.CanBeTakenOver;
    private bool _isLeaving;

    /// <summary>Coordinates; returns the exit code, or null where another has taken over.</summary>
    public async Task<int?> Run()
    {
        if (store.CrashedAttempts > 0) StandardError.Say($"the last run ended without closing {Humans.Count(store.CrashedAttempts, "training")}; they count as crashed");
        foreach (var line in VersionSummary.Of(store.Results)) StandardError.Say(line);
        var start = Start();
        var state = new SweepState(start);
        CheckDevices(state);
        Introduce(state);
        if (port is not null) StandardError.Say(PortLine());
        if (request.Listening is { } listening)
            StandardError.Say($"nodes may join: sweeper node --join {listening.Place}{NextSteps.StoreOption(request.StoreFolder)} --cluster-key {ShellWord.Quote(listening.KeyFile)}");

        var names = new StageNames(plan);
        var words = new StatusWords(names.Of, names.Chain, change => EventLines.Of(change, names));
        using var meters = DeviceMeters.Of(request.Devices);
        var snapshots = new SnapshotBuilder(start, state, [.. request.Devices.Select(device => new TrainerId(device.Name))], words, SteadyTime.Shared.GetUtcNow(), meters.Latest);
        var hub = new StatusHub();
        var controls = new RunControls();
        var source = new HubSource(hub, new StageDetails(store.Folder, plan, names), controls);
        var display = RunDisplay.For(request.Console, request.Ascii, names, source);
        var run = controls.Run = new SweepRun(start, state, store, display, snapshots, hub);
        await using var host = new SweepHost(run, store, datasets, trainers, meters, request.Listening, display.Say);
        using var signals = _othersMayGoOn
            ? new InterruptSignals(() => Leave(run), () => EndAtOnce(display), display.Say, "leaving; nodes train on, and `sweeper cancel` is what ends the sweep")
            : new InterruptSignals(run.Interrupt, () => EndAtOnce(display), display.Say);
        await using var stopped = request.Stop.Register(run.Interrupt);
        using var notices = request.Notices?.GoTo(display);
        await using var deposed = store.Deposed.Register(() => run.HandOver("another coordinator has taken over"));
        await using var endpoint = await RunEndpoint.TryStart(store.Folder, source, port, display.Say);
        meters.Start(display.Say);
        SweepEnding ending;
        try
        {
            ending = await host.Run();
        }
        finally
        {
            display.Close();
        }
        SpeedBook.Load().Record(snapshots.Work.Speeds);
        if (ending.Kind == EndingKind.HandedOver && _othersMayGoOn) return HandOver(ending);
        // What the sweep file says shall stop it would stop the next coordinator, too, after some more failures.
        if (ending.Kind == EndingKind.Stopped) store.CancelStandbys();
        var rows = AskedSeeds.Cut(plan, await run.Rows());
        var code = Conclude(ending, rows);
        if (ending.HungTrainers > 0) EndDespite($"{Humans.Count(ending.HungTrainers, "trainer")} still hung in a training", code);
        else if (!meters.Stop()) EndDespite("the driver still hangs in a question for a GPU's memory", code);
        return code;
    }

    private void Leave(SweepRun run)
    {
        _isLeaving = true;
        run.HandOver(null);
    }

    private int? HandOver(SweepEnding ending)
    {
        StandardError.Say(_isLeaving
            ? "this coordinator has left; one that stands by goes on, or this one when it is started again"
            : $"{ending.Why}; this process stands by");
        return _isLeaving ? ExitCode.Interrupted : null;
    }

    // Libraries wait at the process's end for threads that hang in them.
    private void EndDespite(string what, int code)
    {
        StandardError.Say($"{what}; the process ends without waiting");
        store.Dispose();
        Console.Out.Flush();
        ProcessEnd.AtOnce(code);
    }

    private SweepStart Start() => new(
        plan,
        plan.Specs[0].OnFailure,
        store.Results.Results(),
        // A blob may be on a node: what nobody has turns out to be lost when it is needed.
        store.Results.Artifacts().Where(pair => request.Listening is not null || store.Blobs.Contains(pair.Value.Digest)).ToDictionary(pair => pair.Key, pair => pair.Value.Digest),
        store.Results.Troubles(),
        store.Results.NextAttempt())
    {
        Held = [.. store.Held],
        TrainersShareProcess = trainers.ShareProcess,
        IsPaused = store.Results.PausedSince(plan.Specs[0].Name) is not null,
    };

    // Where nodes may join, one that has such a device may come.
    private void CheckDevices(SweepState state)
    {
        if (request.Listening is not null || plan.Specs[0].Requires.IsEmpty) return;
        var open = plan.Stages.Where(stage => state[stage] is StageState.Ready or StageState.Waiting or StageState.NotAsked);
        var offers = request.Devices.Select(device => DeviceOffers.Of(device, request.Devices)).ToList();
        if (new PlanNeeds(plan).Unmet(open, offers) is not [var (need, stages), ..]) return;
        throw new UserException($"{Humans.Count(stages, "training")} of the sweep need {need.Text} (its 'requires'), and none of these devices is one: change --devices or 'requires', "
            + "or let nodes join with --listen");
    }

    private void Introduce(SweepState state)
    {
        var asked = plan.Stages.Length - state.Count(StageState.NotAsked);
        var open = state.Count(StageState.Ready) + state.Count(StageState.Waiting);
        var most = plan.Specs[0].SeedRule is null ? "" : "at most ";
        StandardError.Say($"sweep {plan.Specs[0].Name}: {most}{Humans.Count(plan.Cells, "cell")} from {Humans.Count(plan.Stages.Length, "training")} "
            + $"({plan.TrainingsIfEveryCellRanAlone:N0} if every cell ran alone)");
        if (most.Length > 0) StandardError.Say($"{Humans.Count(asked, "training")} for the seeds that it asks for so far");
        StandardError.Say($"{state.DoneAtStart:N0} of {Humans.Count(asked, "training")} reused from {request.StoreFolder}; {open:N0} to run on {Humans.Count(request.Devices.Count, "trainer")}{(request.Listening is null ? "" : " here, and on nodes")}");
        if (store.Results.PausedSince(plan.Specs[0].Name) is { } since)
            StandardError.Say($"it was paused at {since.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC and stays so; `sweeper resume{NextSteps.StoreOption(request.StoreFolder)}` goes on");
        var (setAside, blocked) = (state.Count(StageState.SetAside), state.Count(StageState.Blocked));
        if (setAside > 0)
            StandardError.Say($"{Humans.Count(setAside, "training")} failed for good in earlier runs and {blocked:N0} wait for them; `sweeper retry{NextSteps.StoreOption(request.StoreFolder)}` tries them again");
    }

    private string PortLine()
    {
        var token = Path.Combine(request.StoreFolder, "run.token");
        return port!.IsOpenToOthers
            ? $"status page: {port.Page} for whoever has the token in {token}; it goes over the network as it is, so use a network that you trust, or `ssh -L`"
            : $"status page: {port.Page} for all users of this machine; to control the run it asks for the token in {token}";
    }

    private int Conclude(SweepEnding ending, IReadOnlyList<ResultGroup> rows)
    {
        if (ending.Why is { } why) StandardError.Say($"stopped: {why}");
        SweepTable.Write(Console.Out, rows, Console.IsOutputRedirected || Console.WindowWidth <= 0 ? int.MaxValue : Console.WindowWidth);
        ClaimsText.Write(Console.Out, ClaimDecisions.Decide(plan, rows), new IntervalWords(plan.Specs[0]));
        foreach (var problem in FailureSummary.Of(plan, store.Results.Troubles())) StandardError.Say(problem);
        foreach (var line in EnvironmentSummary.Of(plan.Keys(), store.Results)) StandardError.Say(line);
        StandardError.Say(NextSteps.After(ending.Kind, plan.Specs[0], request));
        return ending.Kind switch
        {
            EndingKind.Whole => ExitCode.Done,
            EndingKind.WithFailures or EndingKind.Stopped => ExitCode.FailedCells,
            EndingKind.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Unexpected,
        };
    }

    private static void EndAtOnce(RunDisplay display)
    {
        display.Abandon();
        ProcessEnd.AtOnce(ExitCode.Interrupted);
    }
}
