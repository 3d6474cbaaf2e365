using Sweeper.Training.Devices;

namespace Sweeper.Training.Tests.Devices;

/// <summary>Against a made-up driver: that the calls have the right form, not that NVIDIA's answers as it does.</summary>
public class GpuMeterTests
{
    private const long GiB = 1L << 30;

    public GpuMeterTests() => FakeNvidia.Prepare();

    [Fact]
    public void The_driver_counts_gpus_in_its_own_order() => Assert.Equal([new(0, "Model A", 40 * GiB), new(1, "Model B", 80 * GiB)], CudaDriver.Gpus());

    [Fact]
    public void Memory_and_load_are_those_of_the_gpu_that_cuda_means()
    {
        Assert.Equal(new DeviceReading(5 * GiB, 40 * GiB, 0.97), Read(0));
        Assert.Equal(new DeviceReading(7 * GiB, 80 * GiB, 0.61), Read(1));
    }

    [Fact]
    public void A_gpu_that_does_not_tell_its_load_tells_its_memory()
    {
        FakeNvidia.Set("fake_tells_load", 0);
        Assert.Equal(new DeviceReading(7 * GiB, 80 * GiB, null), Read(1));
    }

    [Fact]
    public void A_refusal_says_why_and_a_gpu_that_comes_back_is_read_again()
    {
        using var meter = new GpuMeter(0);
        meter.Read();
        FakeNvidia.Set("fake_answer", 15);
        Assert.Contains("GPU is lost", Assert.Throws<DeviceException>(() => meter.Read()).Message);
        FakeNvidia.Set("fake_answer", 0);
        Assert.Equal(5 * GiB, meter.Read().MemoryBytes);
    }

    [Theory]
    [InlineData(9, "Driver Not Loaded")]
    [InlineData(15, "GPU is lost")]
    public void Where_it_does_not_start_that_is_said_and_nothing_stays_started(int answer, string says)
    {
        FakeNvidia.Set("fake_answer", answer);
        using var meter = new GpuMeter(0);
        Assert.Contains(says, Assert.Throws<DeviceException>(() => meter.Read()).Message);
        Assert.Equal(0, FakeNvidia.Starts);
        Assert.Throws<DeviceException>(() => new GpuMeter(2).Read());
    }

    [Fact]
    public void Where_the_library_is_missing_that_is_said_and_where_it_comes_from()
    {
        Assert.SkipWhen(FakeNvidia.SaidWithout is null, "this machine has it");
        Assert.StartsWith("libnvidia-ml.so.1 is not found; it comes with NVIDIA's driver", FakeNvidia.SaidWithout);
    }

    private static DeviceReading Read(int index)
    {
        DeviceReading reading;
        using (var meter = new GpuMeter(index))
        {
            reading = meter.Read();
            // NVML is started once, not at each reading.
            Assert.Equal((reading, 1), (meter.Read(), FakeNvidia.Starts));
        }
        Assert.Equal(0, FakeNvidia.Starts);
        return reading;
    }
}
