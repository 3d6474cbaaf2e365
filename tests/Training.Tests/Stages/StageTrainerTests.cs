using System.Collections.Immutable;
using Sweeper.Training.Datasets;
using Sweeper.Training.Devices;
using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;
using Sweeper.Training.Recipes;
using Sweeper.Training.Stages;
using Sweeper.Training.Tests.Support;
using Sweeper.Training.Tickets;

namespace Sweeper.Training.Tests.Stages;

public class StageTrainerTests
{
    private readonly SyntheticData _data = new();
    private readonly MemoryBlobs _blobs = new();

    [Theory]
    [InlineData("lenet-300-100", false)]
    [InlineData("conv-2", true)]
    [InlineData("conv-2", false)]
    public void Training_learns(string model, bool batchNorm)
    {
        var result = Trainings.Run(_data, _blobs, Trainings.Order(Trainings.Dense(model, batchNorm: batchNorm)));
        Assert.Equal(80, result.Total);
        Assert.True(result.Correct > 60, $"{result.Correct} of 80");
        Assert.Equal(2, result.EpochLosses.Length);
        Assert.True(result.EpochLosses[1] < result.EpochLosses[0]);
        Assert.Equal(14, result.Steps);
    }

    [Fact]
    public void The_same_key_gives_the_same_bits_on_another_thread_beside_another_training()
    {
        var alone = Trainings.Run(_data, _blobs, Trainings.Order(Trainings.Dense("conv-2", batchNorm: true)));
        var together = new StageResult[2];
        var threads = Enumerable.Range(0, 2).Select(i => new Thread(() =>
            together[i] = Trainings.Run(_data, _blobs, Trainings.Order(Trainings.Dense("conv-2", batchNorm: true))))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(together, result => Assert.Equal(alone.FinalState, result.FinalState));
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        var first = Trainings.Run(_data, _blobs, Trainings.Order(Trainings.Dense(seed: 0)));
        var second = Trainings.Run(_data, _blobs, Trainings.Order(Trainings.Dense(seed: 1)));
        Assert.NotEqual(first.FinalState, second.FinalState);
    }

    [Fact]
    public void What_a_stage_leaves_behind_does_not_change_what_it_computes()
    {
        var plain = Trainings.Run(_data, _blobs, Trainings.Order(Trainings.Dense()));
        var leaving = Trainings.Run(_data, _blobs, Trainings.DenseOfChain(Trainings.Dense(), rewindStep: 5));
        Assert.Equal(plain.FinalState, leaving.FinalState);
        Assert.Equal([ArtifactKind.Weights, ArtifactKind.Mask], leaving.Artifacts.Select(artifact => artifact.Kind));
    }

    [Fact]
    public void A_winning_ticket_starts_from_the_rewound_weights_and_keeps_its_zeros()
    {
        var dense = Trainings.DenseOfChain(Trainings.Dense(), rewindStep: 5);
        var first = Trainings.Run(_data, _blobs, dense);
        var ticket = Trainings.Dense() with { Start = new StartingState.Winning(dense.Outputs.Masks[0].Key, dense.Outputs.Rewinds[0].Key, HeadStart.Kept) };
        var next = Trainings.Run(_data, _blobs, Trainings.DenseOfChain(ticket, 5) with { Inputs = InputsOf(first) });
        var mask = MaskFile.Read(_blobs.Get(first.Artifacts[1].Digest));
        var second = MaskFile.Read(_blobs.Get(next.Artifacts[1].Digest));
        Assert.Equal(mask.Length - mask.Alive, next.Masked);
        Assert.Equal(PruningSchedule.Remaining(mask.Length, 0.2m, 2), second.Alive);
        Assert.All(Enumerable.Range(0, (int)mask.Length).Where(i => !mask[i]), i => Assert.False(second[i]));
        // Snapshot at step 5 of the second stage: the masked places are still 0.
        var snapshot = SafeTensors.Read(_blobs.Get(next.Artifacts[0].Digest));
        Assert.All(Enumerable.Range(0, mask.Parts[0].Length).Where(i => !mask[i]), i => Assert.Equal(0f, snapshot["fc1.weight"].Values[i]));
    }

    [Fact]
    public void Rewinding_to_step_0_gives_the_initial_weights()
    {
        var dense = Trainings.DenseOfChain(Trainings.Dense(), rewindStep: 0);
        var weights = SafeTensors.Read(_blobs.Get(Trainings.Run(_data, _blobs, dense).Artifacts[0].Digest));
        var again = SafeTensors.Read(_blobs.Get(Trainings.Run(_data, _blobs, Trainings.DenseOfChain(Trainings.Dense(optimizer: Trainings.Adam), 0)).Artifacts[0].Digest));
        Assert.Equal(weights["fc1.weight"].Values, again["fc1.weight"].Values);
    }

    [Fact]
    public void A_fresh_head_fits_a_target_with_other_classes_and_is_dense()
    {
        var rule = Trainings.GlobalFifth with { Tensors = PrunedTensors.All };
        var spec = Trainings.Dense();
        var key = spec.ComputeKey();
        var dense = Trainings.Order(spec, new StageOutputs { Rewinds = [new(RewindOutput.KeyOf(key, 5), 5)], Masks = [new(MaskOutput.KeyOf(key, rule), rule)] });
        var first = Trainings.Run(_data, _blobs, dense);
        var ticket = new StartingState.Winning(dense.Outputs.Masks[0].Key, dense.Outputs.Rewinds[0].Key, Head: HeadStart.Fresh);
        var target = Trainings.Run(new SyntheticData(classes: 6), _blobs,
            Trainings.Order(Trainings.Dense(data: "other") with { Start = ticket }, inputs: InputsOf(first)));
        Assert.Equal(64 * 300 + 300 * 100, target.Prunable);
    }

    [Fact]
    public void A_random_ticket_needs_no_input_and_has_the_global_count()
    {
        var result = Trainings.Run(_data, _blobs, Trainings.Order(Trainings.Dense() with { Start = new StartingState.Random(0.2m, 3, PrunedTensors.Default) }));
        Assert.Equal(result.Prunable - PruningSchedule.Remaining(result.Prunable, 0.2m, 3), result.Masked);
    }

    [Fact]
    public void Resuming_the_schedule_skips_the_steps_before_the_rewind_point()
    {
        var dense = Trainings.DenseOfChain(Trainings.Dense(), rewindStep: 5);
        var first = Trainings.Run(_data, _blobs, dense);
        // Dense ticket 0, resumed at step 5: the same weights, data and rates, but a fresh momentum.
        var resumed = Trainings.Dense() with { Start = new StartingState.Winning(null, dense.Outputs.Rewinds[0].Key, HeadStart.Kept), FirstStep = 5 };
        Assert.Equal(9, Trainings.Run(_data, _blobs, Trainings.Order(resumed, inputs: InputsOf(first))).Steps);
    }

    [Fact]
    public void Without_momentum_resuming_at_a_rewind_point_is_the_same_training()
    {
        var plain = new OptimizerSpec(OptimizerKind.Sgd, 0.05);
        var dense = Trainings.DenseOfChain(Trainings.Dense(optimizer: plain), rewindStep: 5);
        var first = Trainings.Run(_data, _blobs, dense);
        var resumed = Trainings.Dense(optimizer: plain) with { Start = new StartingState.Winning(null, dense.Outputs.Rewinds[0].Key, HeadStart.Kept), FirstStep = 5 };
        Assert.Equal(first.FinalState, Trainings.Run(_data, _blobs, Trainings.Order(resumed, inputs: InputsOf(first))).FinalState);
    }

    [Fact]
    public void A_loss_that_is_not_finite_fails_the_stage_as_not_a_number()
    {
        var outcome = Try(Trainings.Order(Trainings.Dense(optimizer: new OptimizerSpec(OptimizerKind.Sgd, 1e30))));
        var failed = Assert.IsType<StageOutcome.Failed>(outcome);
        Assert.Equal(FailureCause.NotANumber, failed.Cause);
        Assert.Matches("^the loss became .* at step [0-9]+ of 14$", failed.Message);
    }

    [Fact]
    public void Batch_norm_over_a_single_value_fails_the_stage_instead_of_leaving_NaN_statistics()
    {
        // 16x16 images end as 1x1, and 33 images leave a last batch of one: the variance of one value is 0/0.
        var data = new SyntheticData(side: 16, train: 33);
        var outcome = new StageTrainer(data, _blobs, NumericEnvironments.Cpu(), ComputeDevice.Cpu)
            .Run(Trainings.Order(Trainings.Dense("vgg-11") with { Input = new(new(1, 16, 16), Normalisation.Dataset) }), new StageProgress(), CancellationToken.None);
        var failed = Assert.IsType<StageOutcome.Failed>(outcome);
        Assert.Equal(FailureCause.NotANumber, failed.Cause);
        Assert.Contains("statistic", failed.Message);
    }

    [Fact]
    public void A_lost_blob_is_named()
    {
        var dense = Trainings.DenseOfChain(Trainings.Dense(), 5);
        var first = Trainings.Run(_data, _blobs, dense);
        _blobs.Lose(first.Artifacts[0].Digest);
        var ticket = Trainings.Dense() with { Start = new StartingState.Winning(null, dense.Outputs.Rewinds[0].Key, HeadStart.Kept) };
        var failed = Assert.IsType<StageOutcome.Failed>(Try(Trainings.Order(ticket, inputs: InputsOf(first))));
        Assert.Equal(FailureCause.LostInput, failed.Cause);
        Assert.Equal(first.Artifacts[0].Digest, failed.Lost);
    }

    [Fact]
    public void Cancelling_ends_the_training()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.IsType<StageOutcome.Cancelled>(new StageTrainer(_data, _blobs, NumericEnvironments.Cpu(), ComputeDevice.Cpu)
            .Run(Trainings.Order(Trainings.Dense()), new StageProgress(), stop.Token));
    }

    [Fact]
    public void No_tensor_outlives_a_training()
    {
        Trainings.Run(_data, _blobs, Trainings.Order(Trainings.Dense()));
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++) Trainings.Run(_data, _blobs, Trainings.Order(Trainings.Dense("conv-2", batchNorm: true)));
        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private StageOutcome Try(StageOrder order) =>
        new StageTrainer(_data, _blobs, NumericEnvironments.Cpu(), ComputeDevice.Cpu).Run(order, new StageProgress(), CancellationToken.None);

    private static ImmutableDictionary<ArtifactKey, Digest> InputsOf(StageResult result) =>
        result.Artifacts.ToImmutableDictionary(artifact => artifact.Key, artifact => artifact.Digest);
}
