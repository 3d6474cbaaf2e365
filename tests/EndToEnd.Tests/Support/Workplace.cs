using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sweeper.EndToEnd.Tests.Support;

/// <summary>A folder of its own for one test: sweep files, a dataset made by the test, a cache, a store.</summary>
internal sealed class Workplace : IDisposable
{
    private const int Side = 12;
    private const int Classes = 4;

    public Workplace()
    {
        Folder = Directory.CreateTempSubdirectory("sweeper-test-").FullName;
        Environment = new()
        {
            ["SWEEPER_DATA"] = Path.Combine(Folder, "data"),
            ["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache"),
            ["NO_COLOR"] = "1",
        };
        WriteDataset("patterns", trainImages: 400, noise: 60);
    }

    public string Folder { get; }

    public Dictionary<string, string> Environment { get; }

    public string Store => Path.Combine(Folder, "store");

    /// <summary>Tells data of one kind from data of another.</summary>
    public string DataVersion => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, "data", "patterns", "train-images-idx3-ubyte"))));

    public CommandResult Run(params string[] arguments)
    {
        using var command = Start(arguments);
        return command.WaitForExit();
    }

    public RunningCommand Start(params string[] arguments) => new(this, arguments);

    /// <summary>Writes a sweep over the halves of <c>patterns</c> and returns its path.</summary>
    public string Sweep(string seeds = "2", int rounds = 3, string targets = "patterns-b", string lr = "0.05", int epochs = 2, string more = "")
    {
        var path = Path.Combine(Folder, "sweep.yaml");
        var entries = string.Concat(targets.Split(',').Select(target => $"\n  - {{dataset: {target}, optimizers: [sgd]}}"));
        File.WriteAllText(path,
            $$"""
            name: test
            models: [lenet-300-100]
            seeds: {{seeds}}
            sources:
              - {dataset: patterns-a, optimizers: [sgd]}
              - {dataset: patterns-b, optimizers: [sgd]}
            targets:{{entries}}
            pruning: {rounds: {{rounds}}, rewind: 2it}
            recipe:
              epochs: {{epochs}}
              batch_size: 20
              optimizers:
                sgd: {kind: sgd, lr: {{lr}}, momentum: 0.9, weight_decay: 1.0e-4}
            {{more}}
            """);
        return path;
    }

    /// <summary>Makes the store of a sweep that has been done, as far as it can be told from what is in it.</summary>
    /// <param name="store">Where; null is <see cref="Store"/>.</param>
    public void MakeFinishedStore(string? store = null) => Undisturbed.Of(this, Sweep()).CopyTo(store ?? Store);

    public string Results(string store) => Run("results", "--store", store, "--format", "json").Expect(0).Output;

    /// <summary>Writes a learnable dataset as four idx files: fixed patterns with noise.</summary>
    public void WriteDataset(string name, int trainImages, int noise)
    {
        var random = new Random(7);
        var patterns = Enumerable.Range(0, Classes).Select(_ => Enumerable.Range(0, Side * Side).Select(_ => random.Next(256)).ToArray()).ToArray();
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "data", name)).FullName;
        foreach (var (part, count) in new[] { ("train", trainImages), ("t10k", 100) })
        {
            var labels = Enumerable.Range(0, count).Select(i => (byte)(i % Classes)).ToArray();
            var pixels = labels.SelectMany(label => patterns[label].Select(value => (byte)Math.Clamp(value + random.Next(-noise, noise + 1), 0, 255))).ToArray();
            WriteIdx(Path.Combine(folder, $"{part}-images-idx3-ubyte"), [count, Side, Side], pixels);
            WriteIdx(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [count], labels);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void WriteIdx(string path, int[] shape, byte[] values)
    {
        var header = new byte[4 + 4 * shape.Length];
        header[2] = 8;
        header[3] = (byte)shape.Length;
        for (var i = 0; i < shape.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), shape[i]);
        File.WriteAllBytes(path, [.. header, .. values]);
    }
}
