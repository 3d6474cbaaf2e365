using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Sweeper.Actors.Planning;
using Sweeper.EndToEnd.Tests.Support;
using Sweeper.Host.Specs;
using Sweeper.Host.TrainerProcesses;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Tests.TrainerProcesses;

/// <summary>A tiny dataset, trainings on it, a store of blobs, and the real command as a trainer's process.</summary>
internal sealed class TrainerBench : IDisposable
{
    private readonly Workplace _place = new();

    public TrainerBench()
    {
        Paths = new([_place.Environment["SWEEPER_DATA"]], _place.Environment["XDG_CACHE_HOME"], []);
        Blobs = new BlobStore(Path.Combine(_place.Folder, "blobs"));
    }

    public DatasetPaths Paths { get; }

    public BlobStore Blobs { get; }

    /// <summary>The processes that were started.</summary>
    public List<int> Processes { get; } = [];

    /// <summary>What people were told.</summary>
    public List<string> Said { get; } = [];

    /// <summary>The command itself, beside the tests.</summary>
    public static string Command => Path.Combine(AppContext.BaseDirectory, "sweeper");

    public TrainerProgram Program => new(["env", .. _place.Environment.Select(pair => $"{pair.Key}={pair.Value}"), Command]);

    /// <summary>The orders of a chain's first two stages; the second needs what the first has left.</summary>
    public (StageOrder First, Func<StageOutcome, StageOrder> Second) Chain(int epochs = 2)
    {
        var files = new SpecFiles(new DatasetCatalog(Paths), Paths);
        var plan = files.Plan([files.Read(_place.Sweep(seeds: "1", rounds: 1, epochs: epochs))[0]]);
        var first = plan.Stages.First(stage => !stage.Tickets.Any() && stage.Outputs.Masks.Length > 0);
        var second = plan.Stages.First(stage => stage.Tickets.Any(key => first.Outputs.Masks.Any(mask => mask.Key == key)));
        return (Order(first, ImmutableDictionary<ArtifactKey, Digest>.Empty), outcome => Order(second, Left(outcome)));
    }

    public ProcessRunner Runner(IBlobStore? blobs = null, TrainerProgram? program = null, ComputeDevice? device = null, TrainerPatience? patience = null, Action<string>? lost = null) =>
        new(program ?? Program, device ?? ComputeDevice.Cpu, blobs ?? Blobs, Say) { Started = Processes.Add, Patience = patience ?? TrainerPatience.Default, Lost = lost };

    public static ImmutableDictionary<ArtifactKey, Digest> Left(StageOutcome outcome) =>
        Assert.IsType<StageOutcome.Completed>(outcome).Result.Artifacts.ToImmutableDictionary(artifact => artifact.Key, artifact => artifact.Digest);

    public static void Signal(int process, int number) => Assert.Equal(0, Kill(process, number));

    /// <summary>Whether a process is there and has not ended.</summary>
    public static bool IsAlive(int process) => Stat(process) is { } stat && stat[0] is not ("Z" or "X");

    /// <summary>The process that started another; 0 where that is gone.</summary>
    public static int ParentOf(int process) => Stat(process) is { } stat ? int.Parse(stat[1]) : 0;

    public void Dispose() => _place.Dispose();

    private void Say(string line)
    {
        lock (Said) Said.Add(line);
    }

    private static StageOrder Order(PlannedStage stage, ImmutableDictionary<ArtifactKey, Digest> left) =>
        new(stage.Key, stage.Spec, stage.Tickets.ToImmutableDictionary(key => key, key => left[key]), stage.Outputs);

    private static string[]? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
