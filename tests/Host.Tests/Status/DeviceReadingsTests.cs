using Sweeper.Actors.Coordination;
using Sweeper.Host.Tests.Support;
using Sweeper.Training.Devices;

namespace Sweeper.Host.Tests.Status;

public class DeviceReadingsTests
{
    [Fact]
    public void A_snapshot_says_how_full_and_busy_a_device_is_whether_it_trains_or_not()
    {
        var plan = Plans.Of(Plans.Small);
        var builder = Snapshots.Of(plan, device => device == "cpu:0" ? new DeviceReading(3, 8, 0.25) : default);
        var now = DateTimeOffset.UnixEpoch.AddMinutes(1);
        var idle = new SweepStatus(plan.Stages.Length, 0, 0, 0, 1, 0, 0, 0, [], []);
        var lease = new Lease(plan.Stages[0], new TrainerId("cpu:0"), now, now, 5, 20, now, TimeSpan.Zero);
        foreach (var status in (SweepStatus[])[idle, idle with { Leases = [lease] }])
        {
            var device = Assert.Single(builder.Snapshot(status, [], now).Devices);
            Assert.Equal((3, 8, 0.25), (device.MemoryBytes, device.MemoryTotalBytes, device.Utilisation));
            Assert.Equal(status.Leases.IsEmpty, device.Stage is null);
        }
        Assert.Null(Snapshots.Of(plan).Snapshot(idle, [], now).Devices[0].Utilisation);
    }
}
