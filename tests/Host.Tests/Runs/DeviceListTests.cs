using Sweeper.Host.Runs;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Tests.Runs;

public class DeviceListTests
{
    private static readonly CudaGpu[] Two = [new(0, "Model A", 1 << 30), new(1, "Model B", 1 << 30)];

    [Theory]
    [InlineData("cpu:1", 1)]
    [InlineData("cpu:16", 16)]
    public void Processors_are_numbered(string devices, int count) =>
        Assert.Equal(Enumerable.Range(0, count).Select(number => $"cpu:{number}"), Names(devices));

    [Fact]
    public void Cpu_is_one_trainer_a_core() => Assert.Equal(Environment.ProcessorCount, Names("cpu").Count());

    [Theory]
    [InlineData("cuda", "cuda:0 cuda:1")]
    [InlineData("cuda:1", "cuda:1")]
    [InlineData("cuda:1,0", "cuda:1 cuda:0")]
    public void Cuda_is_every_gpu_or_those_that_are_named(string devices, string names) => Assert.Equal(names.Split(' '), Names(devices));

    [Theory]
    [InlineData("cuda:2", "there is no GPU 2 here; there are 0 (Model A), 1 (Model B)")]
    [InlineData("cuda:0,0", "named twice")]
    [InlineData("cuda:", "use cpu")]
    [InlineData("cuda:0,", "use cpu")]
    [InlineData("cuda:-1", "use cpu")]
    [InlineData("cpu:0", "from 1 to 1024")]
    [InlineData("cpu:1025", "from 1 to 1024")]
    [InlineData("cpu:+1", "from 1 to 1024")]
    [InlineData("cpu:99999999999", "from 1 to 1024")]
    [InlineData("CPU", "use cpu")]
    [InlineData("", "use cpu")]
    public void Other_devices_are_refused_with_what_there_is(string devices, string says) =>
        Assert.Contains(says, Assert.Throws<UserException>(() => DeviceList.Parse(devices, () => Two)).Message);

    [Fact]
    public void A_machine_without_a_gpu_or_a_driver_is_told()
    {
        Assert.Contains("no GPU is visible", Assert.Throws<UserException>(() => DeviceList.Parse("cuda", () => [])).Message);
        Assert.Contains("no driver", Assert.Throws<UserException>(() => DeviceList.Parse("cuda:0", () => throw new DeviceException("no driver"))).Message);
    }

    [Fact]
    public void Nobody_is_asked_for_gpus_where_processors_are_meant() =>
        Assert.Single(DeviceList.Parse("cpu:1", () => throw new InvalidOperationException("asked")));

    private static IEnumerable<string> Names(string devices) => DeviceList.Parse(devices, () => Two).Select(device => device.Name);
}
