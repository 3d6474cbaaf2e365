using System.Collections.Immutable;
using CsCheck;
using Sweeper.Actors.Status;

namespace Sweeper.Host.Tests.Watching;

/// <summary>Snapshots of any content: texts with escapes, wide and broken characters, numbers without bounds.</summary>
internal static class SnapshotGen
{
    private static readonly Gen<string> Text = Gen.OneOfConst(
        "", "cpu:0", "vgg-19 svhn/sgd -> cifar-10/adam  winning  round 3  seed 0", "\u001b[31mred\r\n\u009b2J", "数据集-照片", "e\u0301\u202ex", "😀 x", "a\ud800", new string('x', 300), "running", "supported");

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double[-2, 2], Gen.Double[0, 1e6], Gen.OneOfConst(double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -1e300, 0));

    private static readonly Gen<double?> Maybe = Gen.OneOf(Number.Select(value => (double?)value), Gen.Const((double?)null));

    private static readonly Gen<int> Count = Gen.OneOf(Gen.Int[0, 10], Gen.Int[0, int.MaxValue]);

    private static readonly Gen<DeviceStatus> Device = Gen.Select(Text, Text, Maybe, Maybe, Number, Count, Gen.Bool).Select((name, training, a, b, seconds, count, flag) => new DeviceStatus
    {
        Node = training[..Math.Min(3, training.Length)],
        Device = name,
        Stage = flag ? "stage" : null,
        Training = flag ? training : null,
        Seconds = seconds,
        Step = count,
        LastStep = count / 2,
        Epoch = count,
        Epochs = count / 3,
        Loss = a,
        Accuracy = b,
        ImagesPerSecond = a,
        MemoryBytes = count,
        MemoryTotalBytes = flag ? count : null,
        Utilisation = b,
        HeardSecondsAgo = seconds,
        IsHung = flag && a is null,
    });

    private static readonly Gen<ChainStatus> Chain = Gen.Select(Text, Count, Count, Text, Gen.Bool, Number).Select((name, done, rounds, state, flag, work) => new ChainStatus(name, done, rounds, state, flag, work, name));

    private static readonly Gen<ClaimStatus> Claim = Gen.Select(Text, Text, Maybe, Maybe, Maybe, Count, Maybe).Select((name, verdict, middle, low, high, count, p) =>
        new ClaimStatus(name, verdict, verdict, middle, low, high, count, count / 2, p, count));

    private static readonly Gen<ProblemStatus> Problem = Gen.Select(Text, Text, Count, Text).Select((cause, message, count, remedy) => new ProblemStatus(cause, message, count, count / 2, remedy, "stage", message));

    private static readonly Gen<TimeLeft?> Left = Gen.OneOf(Gen.Select(Number, Number, Number).Select((low, middle, high) => (TimeLeft?)new TimeLeft(low, middle, high)), Gen.Const((TimeLeft?)null));

    private static readonly Gen<SweepSnapshot> Bare = Gen.Select(Text, Gen.Enum<RunState>(), Count, Number, Left, Text).Select((name, state, count, fraction, left, why) => new SweepSnapshot
    {
        Number = 1,
        Sweep = name,
        State = state,
        Why = why.Length == 0 ? null : why,
        Started = DateTimeOffset.UnixEpoch,
        At = DateTimeOffset.UnixEpoch.AddSeconds(count),
        Trainings = new(count, count / 2, count / 3, count, count, count / 5, count / 7, count / 9),
        Cells = count,
        CellsDone = count / 2,
        TrainingsAlone = long.MaxValue,
        TrainingsPlanned = count,
        Fraction = fraction,
        TimeLeft = left,
    });

    public static Gen<SweepSnapshot> Snapshot { get; } = Gen.Select(Bare, Device.Array[0, 20], Chain.Array[0, 9], Claim.Array[0, 9], Problem.Array[0, 5], Text.Array[0, 9])
        .Select((bare, devices, chains, claims, problems, lines) => bare with
        {
            Devices = [.. devices],
            Chains = [.. chains],
            Claims = [.. claims],
            Problems = [.. problems],
            Lines = [.. lines.Select(line => new StatusLine(DateTimeOffset.UnixEpoch, line))],
        });

    public static Gen<Heatmap> Heatmap { get; } = Gen.Select(Text.Array[0, 12], Text.Array[0, 12], Maybe, Maybe, Count, Count, Text.Array[0, 3]).Select((sources, targets, mean, half, n, wanted, axis) =>
    {
        var cell = new HeatmapCell(mean, half, n, wanted, n % 3, n % 2 == 0, "stage");
        var row = targets.Select((_, x) => x % 5 == 4 ? null : cell).ToImmutableArray();
        return new Heatmap(
            new([.. axis], [.. axis], [.. axis], [.. axis], [.. axis], [.. axis.Select((_, round) => round)]),
            new(axis.FirstOrDefault(), null, null, axis.LastOrDefault(), null, 0), [.. sources], [.. targets], [.. sources.Select((_, y) => y % 4 == 3 ? [] : row)]);
    });

    public static Gen<StageDetail> Detail { get; } = Gen.Select(Text, Text.Array[0, 5], Number.Array[0, 30]).Select((text, texts, values) => new StageDetail(
        "stage", text, [.. texts.Select(value => new StageFact(text, value))], [new(text, [.. values])], [.. texts.Select(line => new StatusLine(DateTimeOffset.UnixEpoch, line))]));
}
