using Sweeper.EndToEnd.Tests.Support;

namespace Sweeper.EndToEnd.Tests;

public class OneProcessTests : IDisposable
{
    private const int SigInt = 2;

    private readonly Workplace _place = new();

    [Fact]
    public void A_run_opens_no_network_port()
    {
        using var command = _place.Start("run", _place.Sweep(epochs: 20_000), "--store", _place.Store);
        command.WaitUntil("it trains", () => command.Errors.Contains("to run on", StringComparison.Ordinal));
        Thread.Sleep(500);
        var sockets = Directory.EnumerateFileSystemEntries($"/proc/{command.Id}/fd")
            .Select(Target)
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target["socket:[".Length..^1])
            .ToHashSet();
        var open = new[] { "tcp", "tcp6", "udp", "udp6" }
            .SelectMany(table => File.ReadLines($"/proc/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[9])
            .Where(sockets.Contains);
        Assert.Empty(open);
        command.Signal(SigInt);
        command.WaitForExit().Expect(130);
    }

    [Fact]
    public void The_line_log_has_no_escape_and_results_go_to_standard_output()
    {
        var run = _place.Run("run", _place.Sweep(), "--store", _place.Store).Expect(0);
        Assert.DoesNotContain('\x1b', run.Errors);
        Assert.DoesNotContain('\r', run.Errors);
        Assert.DoesNotContain('\x1b', run.Output);
        Assert.Matches(@"\[100% eta 0s\] ", run.Errors);
        Assert.Matches(@"winning +patterns-a/sgd +\d+\.\d\d ± \d+\.\d\d", run.Output);
        Assert.Matches(@"random +\d+\.\d\d ± \d+\.\d\d", run.Output);
        Assert.Contains("next:", run.Errors);
    }

    [Fact]
    public void Init_writes_a_sweep_that_plans_and_never_overwrites()
    {
        _place.Run("init", "mine.yaml").Expect(0);
        Assert.Contains("trainings", _place.Run("plan", "mine.yaml").Expect(0).Output);
        Assert.Contains("there already", _place.Run("init", "mine.yaml").Expect(2).Errors);
    }

    [Fact]
    public void Results_come_as_table_csv_and_json()
    {
        _place.MakeFinishedStore();
        Assert.Contains("95% interval", _place.Run("results", "--store", _place.Store).Expect(0).Output);
        var csv = _place.Run("results", "--store", _place.Store, "--format", "csv").Expect(0).Output;
        Assert.Equal(1 + 2 * 4 * 3, csv.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Store_du_and_gc_leave_results_alone()
    {
        _place.MakeFinishedStore();
        var before = _place.Results(_place.Store);
        Assert.Contains("masks", _place.Run("store", "du", "--store", _place.Store).Expect(0).Output);
        Assert.Contains("freed 0 B", _place.Run("store", "gc", "--store", _place.Store).Expect(0).Output);
        Assert.Equal(before, _place.Results(_place.Store));
    }

    [Fact]
    public void Doctor_finds_this_machine_fit() => Assert.DoesNotContain("FAIL", _place.Run("doctor").Expect(0).Output);

    public void Dispose() => _place.Dispose();

    // A file may be closed between its listing and this look at it.
    private static string Target(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, false)?.Name ?? "";
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }
}
