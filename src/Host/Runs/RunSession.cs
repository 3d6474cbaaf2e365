using Sweeper.Actors.Results;
using Sweeper.Host.Commands;
using Sweeper.Host.Display;
using Sweeper.Host.Serving;
using Sweeper.Host.Specs;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Datasets;

namespace Sweeper.Host.Runs;

/// <summary>One <c>run</c>: from the file to the turn at coordinating it, and to the next where another has taken over.</summary>
internal sealed class RunSession(RunRequest request)
{
    /// <summary>Runs; returns the exit code.</summary>
    public async Task<int> Run()
    {
        var paths = DatasetPaths.FromEnvironment();
        var datasets = new DatasetCatalog(paths) { Notice = StandardError.Say };
        var files = new SpecFiles(datasets, paths);
        var file = files.Read(request.SpecPath)[0];
        PlanSize.Check([file.Spec], request.Huge);
        var first = request.Status is { } address ? StatusPort.Open(address) : null;
        using var trainers = new TrainerSet(request.Devices, request.InProcesses, StandardError.Say);
        // Loading libtorch takes a second of disk and linker: it goes on while data is looked for.
        var torch = Task.Run(trainers.Start);
        // Planned before anything is fetched: what is wrong with the sweep is known without data.
        var plan = files.Plan([file]);
        if (!plan.IsResolved)
        {
            InterruptibleFetch.Run((watcher, cancel) =>
            {
                foreach (var dataset in file.Spec.Sources.Concat(file.Spec.Targets).Select(entry => entry.Dataset).DistinctBy(dataset => dataset.Base))
                    datasets.EnsureAvailable(dataset, watcher, cancel);
            });
            plan = files.Plan([file]);
        }
        await torch;

        while (true)
        {
            try
            {
                using var store = await Open(file.Spec.Name);
                if (store is null) return ExitCode.Interrupted;
                store.Results.Commit([new StoreWrite.PutSweep(new StoredSweep(file.Spec.Name, file.Text, file.Path, plan.Datasets, DateTimeOffset.UtcNow))]);
                using var port = first ?? (request.Status is null ? null : StatusPort.Open(request.Status));
                first = null;
                if (await new RunTurn(request, plan, datasets, trainers, store, port).Run() is { } code) return code;
            }
            catch (DeposedException deposed) when (request.Listening is not null)
            {
                // Out of reach, or in other hands, while it took its turn or read what to show at the end.
                StandardError.Say($"{deposed.Message}; this process stands by");
            }
        }
    }

    // Waits where another coordinates; null where the user has had enough of that.
    private async Task<SweepStore?> Open(string sweep)
    {
        var doing = $"sweep {sweep}";
        if (request.Listening is not { } listening || SweepStore.DatabaseOf(request.StoreFolder, request.Database) is not { } database)
            return SweepStore.OpenForRun(request.StoreFolder, doing, leaveHeld: request.Listening is not null, database: request.Database);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(request.Stop);
        using var signals = new InterruptSignals(enough.Cancel, () => ProcessEnd.AtOnce(ExitCode.Interrupted), StandardError.Say, "no longer standing by");
        try
        {
            return await Task.Run(() => SweepStore.WaitForTurn(request.StoreFolder, $"{doing}, {listening.Place}", database, StandardError.Say, enough.Token));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (SweepCancelledException cancelled)
        {
            StandardError.Say($"{cancelled.Message}: this process ends with it");
            return null;
        }
    }
}
