using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.Sqlite;
using Sweeper.EndToEnd.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Cluster.Tests;

/// <summary>A run whose trainings are done by other processes, which are killed and start again, as it is.</summary>
public sealed class NodeTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Trainings = 28;

    // Half as many processes to start.
    private static readonly string[] InThreads = ["--trainers", "threads"];

    private readonly Workplace _place = new();
    private readonly string _address = $"127.0.0.1:{Ports.Free()}";

    [Fact]
    public void Whoever_is_killed_the_results_are_those_of_one_undisturbed_process_and_a_coordinators_death_costs_no_training()
    {
        var sweep = _place.Sweep(epochs: 40);
        _place.Run("cluster", "keys", "--store", "store").Expect(0);
        using var first = StartRun(sweep);
        using RunningCommand a = StartNode("a", InThreads), b = StartNode("b", InThreads);
        first.WaitUntil("trainings have finished", () => Completed(first) >= 2);
        first.Signal(Kill);
        first.WaitForExit();

        using var second = StartRun(sweep);
        second.WaitUntil("the nodes have found it again", () => Completed(second) >= 2);
        a.Signal(Kill);
        a.WaitForExit();
        using var again = StartNode("a", InThreads);
        second.WaitForExit().Expect(0);
        Assert.Contains("the run has ended", b.WaitForExit().Expect(0).Errors);
        Assert.Contains("the run has ended", again.WaitForExit().Expect(0).Errors);

        Assert.Equal(Undisturbed.Of(_place, sweep).Results, _place.Results("store"));
        // No training was handed out twice but one that the node which was killed had in its hands. What a killed process has not said yet is not counted.
        Assert.InRange(Started(first) + Started(second), Trainings - 3, Trainings + 1);
    }

    [Fact]
    public void A_trainer_that_is_killed_costs_its_node_one_training_which_is_counted_and_done_again()
    {
        var sweep = _place.Sweep(seeds: "1", rounds: 1, epochs: 400);
        _place.Run("cluster", "keys", "--store", "store").Expect(0);
        using var run = StartRun(sweep);
        using var node = StartNode("a");
        // The second one's order is with its trainer soon after it was granted, and takes it seconds.
        run.WaitUntil("the second training has begun", () => Started(run) >= 2);
        Thread.Sleep(1000);
        var trainer = ChildOf(node.Id);
        Assert.Equal(0, Send(trainer, Kill));
        run.WaitForExit().Expect(0);
        Assert.Contains("the run has ended", node.WaitForExit().Expect(0).Errors);
        Assert.Equal("failed crash 1", Attempts("outcome <> 'completed'"));
    }

    [Fact]
    public void A_node_leaves_when_told_to_or_when_no_run_has_answered_for_long_whatever_it_has_in_hands()
    {
        var sweep = _place.Sweep(epochs: 4000);
        _place.Run("cluster", "keys", "--store", "store").Expect(0);
        using var run = StartRun(sweep);
        using RunningCommand a = StartNode("a", [.. InThreads, "--leave-after", "10s"]), b = StartNode("b", InThreads);
        run.WaitUntil("both train", () => Started(run) >= 2);
        Thread.Sleep(2000);
        run.Signal(Kill);
        b.Signal(Interrupt);
        Assert.Contains("this node has left", b.WaitForExit().Expect(130).Errors);
        Assert.Contains("no run has answered for 10s (--leave-after): this node has left", a.WaitForExit().Expect(1).Errors);
        Assert.Contains("--leave-after soon: write a whole number and s, min or h", _place.Run("node", "--join", _address, "--store", "store", "--leave-after", "soon").Expect(2).Errors);
    }

    [Fact]
    public void A_node_with_another_key_or_none_is_told_so_and_does_not_hold_up_the_run()
    {
        var sweep = _place.Sweep();
        using var run = StartRun(sweep);
        run.WaitUntil("it listens", () => run.Errors.Contains("nodes may join", StringComparison.Ordinal));
        _place.Run("cluster", "keys", "--out", "other.key").Expect(0);
        Assert.Contains("shows another key than other.key", _place.Run("node", "--join", _address, "--store", "store", "--cluster-key", "other.key").Expect(2).Errors);
        Assert.Contains("or name one with --cluster-key", _place.Run("node", "--join", _address, "--store", "elsewhere").Expect(2).Errors);
        using var node = StartNode("a", InThreads);
        run.WaitForExit().Expect(0);
        node.WaitForExit().Expect(0);
        Assert.Contains("refused 127.0.0.1: it shows another cluster key, or none", run.Errors);
    }

    [Fact]
    public async Task A_stranger_that_calls_at_a_nodes_port_is_refused_and_the_node_works_on()
    {
        var sweep = _place.Sweep(seeds: "1", rounds: 1);
        var port = Ports.Free();
        _place.Run("cluster", "keys", "--store", "store").Expect(0);
        using var node = StartNode("a", [.. InThreads, "--listen", $"127.0.0.1:{port}"]);
        node.WaitUntil("it looks for a coordinator", () => node.Errors.Contains("looking for a coordinator", StringComparison.Ordinal));
        await CallAsAStranger(port);
        node.WaitUntil("it says so", () => node.Errors.Contains("refused 127.0.0.1: it shows another cluster key, or none", StringComparison.Ordinal));
        using var run = StartRun(sweep);
        run.WaitForExit().Expect(0);
        Assert.Contains("the run has ended", node.WaitForExit().Expect(0).Errors);
    }

    public void Dispose() => _place.Dispose();

    private RunningCommand StartRun(string sweep) => _place.Start("run", sweep, "--store", "store", "--listen", _address, "--devices", "none", "--console", "json");

    private RunningCommand StartNode(string name, params string[] more) => _place.Start(["node", "--join", _address, "--store", "store", "--devices", "cpu:1", "--name", name, .. more]);

    private static async Task CallAsAStranger(int port)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=stranger", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "node", ClientCertificates = [made], RemoteCertificateValidationCallback = (_, _, _, _) => true });
        // The end of a handshake in TLS 1.3: who was refused finds out when it reads.
        try
        {
            Assert.Equal(0, await tls.ReadAsync(new byte[1]));
        }
        catch (IOException)
        {
        }
    }

    private static int ChildOf(int parent) => Directory.GetDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0).Single(id => id > 0 && ParentOf(id) == parent);

    private static int ParentOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // How often each end came, of the attempts that are meant.
    private string Attempts(string which)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_place.Store, "results.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT group_concat(line, ', ') FROM (SELECT outcome || ' ' || coalesce(cause, '') || ' ' || count(*) AS line FROM attempts WHERE {which} GROUP BY outcome, cause)";
        return command.ExecuteScalar() as string ?? "";
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);

    private static int Completed(RunningCommand run) => run.Errors.Split("\"event\":\"completed\"").Length - 1;

    private static int Started(RunningCommand run) => run.Errors.Split("\"event\":\"started\"").Length - 1;
}
