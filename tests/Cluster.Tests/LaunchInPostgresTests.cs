using Sweeper.Cluster.Tests.Support;
using Sweeper.EndToEnd.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary><c>launch --results-db</c>.</summary>
public sealed class LaunchInPostgresTests
{
    [Fact]
    public void Results_of_a_launch_are_in_the_database_that_was_named()
    {
        using var place = new Workplace();
        var address = PostgresServer.Shared().NewDatabase();
        File.WriteAllText(Path.Combine(place.Folder, "results-db"), address);
        File.WriteAllText(Path.Combine(place.Folder, "cluster.yaml"), "provider: local\nnodes: [{}]");
        string[] launch = ["launch", "cluster.yaml", place.Sweep(), "--store", "store", "--results-db", "@results-db", "--console", "plain"];
        Assert.Contains("--results-db @results-db", place.Run([.. launch, "--dry-run"]).Expect(0).Output);
        place.Run(launch).Expect(0);
        var undisturbed = Undisturbed.Of(place, place.Sweep());
        Assert.Equal(undisturbed.Artifacts, new ResultsView(address).Artifacts);
        Assert.Equal(undisturbed.Results, place.Results("store"));
        Assert.False(File.Exists(Path.Combine(place.Store, "results.db")));
    }
}
