using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Stages;

/// <summary>Law 1: on machines of one processor and one libtorch a training is the same bits for ever, or its version is another.</summary>
public class TrainingDigestTests
{
    private static readonly Dictionary<string, StageSpec> Tiny = new()
    {
        ["lenet sgd"] = Trainings.Dense(),
        ["lenet adam"] = Trainings.Dense(optimizer: Trainings.Adam),
        ["conv-2 batch_norm sgd"] = Trainings.Dense("conv-2", batchNorm: true),
        ["lenet random ticket"] = Trainings.Dense() with { Start = new StartingState.Random(0.2m, 3, PrunedTensors.Default) },
    };

    // By processor, libtorch and training: the digest of the final state under training version 1.
    private static readonly Dictionary<(string Cpu, string LibTorch, string Training), string> Known = new()
    {
        [("AMD EPYC, family 26 model 2, 512 bit", "2.10.0.0", "lenet sgd")] = "973b84ae43b17d872a6f2514426017a6517ec81c6b587239bd336212cbf82f05",
        [("AMD EPYC, family 26 model 2, 512 bit", "2.10.0.0", "lenet adam")] = "f6f5c7836192ec1aed93c058f2e9e39187a56fc6ecaf4acd192eab926331d60a",
        [("AMD EPYC, family 26 model 2, 512 bit", "2.10.0.0", "conv-2 batch_norm sgd")] = "cbeeb87f9258f5d57e2de07a62e6ae6bb176e4300b906fe92661397e6224952f",
        [("AMD EPYC, family 26 model 2, 512 bit", "2.10.0.0", "lenet random ticket")] = "0771ad346d3cf65b7b2255b9098dd87e4d100640852fe120c7ec02e9dcb93534",
    };

    public static TheoryData<string> Names => [.. Tiny.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_tiny_training_ends_in_the_bits_it_always_ended_in(string training)
    {
        var environment = NumericEnvironments.Cpu();
        var digest = Trainings.Run(new SyntheticData(), new MemoryBlobs(), Trainings.Order(Tiny[training])).FinalState.Hex;
        var key = (environment.Cpu, environment.LibTorch, training);
        if (!Known.TryGetValue(key, out var expected))
            Assert.Skip($"No digests are known here. If this build trains rightly, add to {nameof(Known)}: [(\"{key.Cpu}\", \"{key.LibTorch}\", \"{training}\")] = \"{digest}\",");
        Assert.True(expected == digest,
            $"'{training}' ended in {digest}, not {expected}. Something changed what a training computes: bump the training version ({nameof(TrainingVersion)}), and the digests here.");
    }

    [Fact]
    public void The_digests_are_of_the_current_training_version() => Assert.Equal(1, TrainingVersion.Current);
}
