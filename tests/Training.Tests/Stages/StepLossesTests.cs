using Sweeper.Training.Devices;
using Sweeper.Training.Stages;
using TorchSharp;

namespace Sweeper.Training.Tests.Stages;

public class StepLossesTests
{
    [Theory]
    [InlineData(DeviceKind.Cpu)]
    [InlineData(DeviceKind.Cuda)]
    public void Epochs_have_the_means_of_their_steps_whatever_the_device(DeviceKind kind)
    {
        var epochs = new EpochLosses();
        using var losses = new StepLosses(new ComputeDevice(kind, 0), epochs);
        for (var step = 0; step < 100; step++) losses.Add(torch.tensor(step % 10 + (step / 10)).to(torch.ScalarType.Float32), step, endsEpoch: step % 10 == 9);
        losses.Flush();
        Assert.Equal(Enumerable.Range(0, 10).Select(epoch => epoch + 4.5), epochs.Means);
        Assert.Null(losses.Broken);
    }

    [Theory]
    [InlineData(DeviceKind.Cpu, 7)]
    [InlineData(DeviceKind.Cuda, 7)]
    [InlineData(DeviceKind.Cuda, 40)]
    public void The_first_loss_that_is_not_a_number_is_named_by_its_step(DeviceKind kind, int broken)
    {
        using var losses = new StepLosses(new ComputeDevice(kind, 0), new EpochLosses());
        for (var step = 0; step < 50; step++) losses.Add(torch.tensor(step >= broken ? float.NaN : 1f), step, endsEpoch: false);
        losses.Flush();
        Assert.Equal((broken, float.NaN), losses.Broken);
    }

    [Fact]
    public void A_GPU_is_not_asked_after_every_step()
    {
        using var losses = new StepLosses(new ComputeDevice(DeviceKind.Cuda, 0), new EpochLosses());
        losses.Add(torch.tensor(float.NaN), 0, endsEpoch: false);
        Assert.Null(losses.Broken);
        losses.Flush();
        Assert.NotNull(losses.Broken);
    }
}
