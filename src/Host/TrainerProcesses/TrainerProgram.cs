using System.Collections.Immutable;
using System.Diagnostics;
using Sweeper.Actors.Trainers;
using Sweeper.Training.Devices;
using Sweeper.Training.Stages;

namespace Sweeper.Host.TrainerProcesses;

/// <summary>How a trainer's process is started: as this program was.</summary>
/// <param name="Words">The program, and what comes before its command.</param>
internal sealed record TrainerProgram(ImmutableArray<string> Words)
{
    /// <summary>The hidden command.</summary>
    public const string Command = "trainer";

    /// <summary>This program.</summary>
    public static TrainerProgram OfThisProcess { get; } = Environment.ProcessPath is not { } path ? throw new InvalidOperationException("the system does not say which program this is")
        : Path.GetFileName(path) == "dotnet" ? new([path, Environment.GetCommandLineArgs()[0]])
        : new([path]);

    /// <summary>The build that this process runs; one of another might train otherwise, or speak otherwise.</summary>
    public static string Build { get; } = string.Join(' ', new[] { typeof(TrainerProgram), typeof(IStageRunner), typeof(StageTrainer) }.Select(type => type.Module.ModuleVersionId));

    /// <summary>What starts the trainer of a device.</summary>
    public ProcessStartInfo For(ComputeDevice device) => new(Words[0], [.. Words.Skip(1), Command, "--device", device.Name])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
