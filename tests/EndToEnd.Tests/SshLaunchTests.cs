using System.Diagnostics;
using Sweeper.EndToEnd.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

/// <summary><c>launch</c> with nodes behind a real ssh server, in folders of their own.</summary>
public sealed class SshLaunchTests : IDisposable
{
    private const int Kill = 9;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Results_are_those_of_one_undisturbed_process_whatever_hosts_fail_and_no_process_is_left()
    {
        using var server = SshServer.Start(_place);
        Write(server, "a", "b", "closed", "{host: wrong, sweeper: /nowhere/sweeper}");
        var sweep = _place.Sweep(epochs: 40);
        using var launch = Launch(sweep);
        launch.WaitUntil("trainings have finished", () => Completed(launch) >= 2);
        // The connection breaks: the node there ends, and another takes its place.
        using (var ssh = Process.GetProcessById(LeftBehind.Of(_place).First(process => process.Command.StartsWith("ssh ", StringComparison.Ordinal) && process.Command.Contains("--name a", StringComparison.Ordinal)).Id)) ssh.Kill();
        launch.WaitForExit().Expect(0);
        LeftBehind.ExpectNone(_place, seconds: 15, but: "/usr/sbin/sshd");

        // While the run goes on the lines are JSON, which has another sign for a backtick.
        var errors = launch.Errors.Replace("\\u0060", "`", StringComparison.Ordinal);
        Assert.Contains("node a on a ended with exit code 137", errors);
        Assert.Contains("node closed on closed ended with exit code 255", errors);
        Assert.Contains("Connection refused (ssh does not get to closed: try `ssh -F ", errors);
        Assert.Contains("node wrong on wrong ended with exit code 127", errors);
        Assert.Contains("there is no command /nowhere/sweeper (`sweeper: /nowhere/sweeper` of cluster.yaml must name the sweeper command on wrong", errors);
        Assert.Equal(Undisturbed.Of(_place, sweep).Results, _place.Results("store"));
        var key = Path.Combine(_place.Folder, "at-b", "cluster.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.Equal(File.ReadAllText(Path.Combine(_place.Store, "cluster.key")), File.ReadAllText(key));
        Assert.Contains("the run has ended", File.ReadAllText(Path.Combine(_place.Store, "launch", "b.log")));
    }

    [Fact]
    public void A_launch_that_is_killed_takes_its_nodes_on_hosts_with_it()
    {
        using var server = SshServer.Start(_place);
        Write(server, "a");
        using var launch = Launch(_place.Sweep(epochs: 400));
        launch.WaitUntil("nodes train", () => launch.Errors.Contains("\"event\":\"started\"", StringComparison.Ordinal));
        launch.Signal(Kill);
        launch.WaitForExit();
        LeftBehind.ExpectNone(_place, seconds: 15, but: "/usr/sbin/sshd");
    }

    [Fact]
    public void Another_clusters_key_on_a_host_is_not_replaced()
    {
        using var server = SshServer.Start(_place);
        Write(server, "a");
        _place.Run("cluster", "keys", "--store", "at-a").Expect(0);
        var before = File.ReadAllText(Path.Combine(_place.Folder, "at-a", "cluster.key"));
        var result = _place.Run("launch", "cluster.yaml", _place.Sweep(), "--store", _place.Store, "--console", "plain").Expect(1);
        Assert.Contains("at-a/cluster.key is another key, or cannot be read", result.Errors);
        Assert.Contains("must be the run's store, a new folder, or one with a copy of", result.Errors);
        Assert.Equal(before, File.ReadAllText(Path.Combine(_place.Folder, "at-a", "cluster.key")));
    }

    private static int Completed(RunningCommand run) => run.Errors.Split("\"event\":\"completed\"").Length - 1;

    private RunningCommand Launch(string sweep) => _place.Start("launch", "cluster.yaml", sweep, "--store", _place.Store, "--console", "json");

    private void Write(SshServer server, params string[] nodes)
    {
        var entries = nodes.Select(node => node.StartsWith('{') ? node : $"{{host: {node}, store: {_place.Folder}/at-{node}}}");
        File.WriteAllText(Path.Combine(_place.Folder, "cluster.yaml"),
            $$"""
            provider: ssh
            listen: 127.0.0.1:{{Ports.Free()}}
            ssh: {config: {{server.Config}}}
            defaults:
              devices: cpu:1
              sweeper: {{Repository.Root}}
              environment: {SWEEPER_DATA: {{_place.Environment["SWEEPER_DATA"]}}, XDG_CACHE_HOME: {{_place.Environment["XDG_CACHE_HOME"]}}}
            nodes:
            {{string.Join('\n', entries.Select(entry => $"  - {entry}"))}}
            """);
    }
}
