using Sweeper.Host.Launching;
using Sweeper.Host.Specs;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Launching;

public sealed class ClusterFileReaderTests
{
    [Fact]
    public void The_local_file_of_the_repository_has_two_nodes_on_any_free_port_and_a_run_that_only_hands_out()
    {
        var file = Read(Resource("local"));
        Assert.Equal((ProviderKind.Local, null, "none"), (file.Provider, file.Listen, file.CoordinatorDevices));
        Assert.Equal(["node-1", "node-2"], file.Nodes.Select(node => node.Name));
        Assert.All(file.Nodes, node => Assert.Equal("cpu:1", node.Devices));
    }

    [Fact]
    public void The_ssh_file_of_the_repository_gives_every_host_the_defaults_and_a_folder_of_its_own()
    {
        var file = Read(Resource("ssh"));
        Assert.Equal((ProviderKind.Ssh, "head", 7000), (file.Provider, file.Listen!.Host, file.Listen.Port));
        Assert.Equal(
            ["gpu-1 gpu-1 cuda /opt/sweeper sweeper-nodes/gpu-1", "gpu-2 me@gpu-2 cuda /opt/sweeper sweeper-nodes/gpu-2", "big big-box cpu:16 ~/sweeper /scratch/sweeps"],
            file.Nodes.Select(node => $"{node.Name} {node.Host} {node.Devices} {node.Sweeper} {node.Store}"));
    }

    [Fact]
    public void A_nodes_variables_are_the_defaults_and_its_own_which_win()
    {
        var file = Read("provider: local\ndefaults: {environment: {A: 1, B: 2}}\nnodes: [{environment: {B: '3', C: 4}}]");
        Assert.Equal([("A", "1"), ("B", "3"), ("C", "4")], file.Nodes.Single().Environment);
    }

    [Fact]
    public void Names_count_on_and_those_that_are_given_count_by_themselves()
    {
        var file = Read("provider: local\nnodes: [{count: 2}, {name: big}, {name: many, count: 2}, {}]");
        Assert.Equal(["node-1", "node-2", "big", "many-1", "many-2", "node-6"], file.Nodes.Select(node => node.Name));
    }

    [Theory]
    [InlineData("", "1:1: the file is empty; sweeps/clusters/local.yaml is one to start from")]
    [InlineData("- gpu-1", "1:1: a cluster file is a map of keys (provider: ..., nodes: ...), this is a list; sweeps/clusters/local.yaml is one to start from")]
    [InlineData("name: x\nmodels: [lenet-300-100]", "1:1: this file has a sweep; the cluster file comes first: sweeper launch CLUSTER.yaml SPEC.yaml")]
    [InlineData("nodes: [{}]", "1:1: missing required key 'provider': how nodes are started: local (on this machine) or ssh")]
    [InlineData("provider: slrum\nnodes: [{}]", "1:11: provider must be local or ssh, is 'slrum'")]
    [InlineData("provider: Local\nnodes: [{}]", "1:11: provider must be local or ssh, is 'Local'; did you mean 'local'?")]
    [InlineData("provider: local", "1:1: missing required key 'nodes': where to train: a list")]
    [InlineData("provider: local\nnodes: 2", "2:8: nodes must be a list, is '2'")]
    [InlineData("provider: local\nnode: [{}]\nnodes: [{}]", "2:1: unknown key 'node'; did you mean 'nodes'?")]
    [InlineData("provider: local\nnodes: [{device: cpu:1}]", "2:10: unknown key 'device'; did you mean 'devices'?")]
    [InlineData("provider: local\nnodes: [{devices: 2}]", "2:19: nodes[0].devices must be cpu, cpu:N with N from 1 to 1024, cuda, or \"cuda:0,1\", is '2'")]
    [InlineData("provider: local\nnodes: [{devices: gpu}]", "2:19: nodes[0].devices must be cpu, cpu:N with N from 1 to 1024, cuda, or \"cuda:0,1\", is 'gpu'; did you mean 'cpu'?")]
    [InlineData("provider: local\nnodes: [{devices: none}]", "2:19: nodes[0].devices must be cpu, cpu:N with N from 1 to 1024, cuda, or \"cuda:0,1\", is 'none'")]
    [InlineData("provider: local\nnodes: [{devices: cuda:0,1}]", "2:26: a comma inside braces ends a value: write devices: \"cuda:0,1\" with quotes")]
    [InlineData("provider: local\nnodes: [{devices: cpu:0}]", "2:19: nodes[0].devices must be cpu, cpu:N with N from 1 to 1024, cuda, or \"cuda:0,1\", is 'cpu:0'")]
    [InlineData("provider: local\ncoordinator: {devices: non}\nnodes: [{}]", "2:24: coordinator.devices must be none, cpu, cpu:N with N from 1 to 1024, cuda, or \"cuda:0,1\", is 'non'; did you mean 'none'?")]
    [InlineData("provider: local\ncoordinator: none\nnodes: [{}]", "2:14: coordinator must be a map with the key devices, is 'none'")]
    [InlineData("provider: local\nnodes: [{count: 0}]", "2:17: nodes[0].count must be a whole number from 1 to 1000, is 0")]
    [InlineData("provider: local\nnodes: [{host: gpu-1}]", "2:10: unknown key 'host'; valid here: devices, count, name, environment")]
    [InlineData("provider: local\nnodes: [gpu-1]", "2:9: nodes[0] must be a map with the keys devices, count, name, environment, is 'gpu-1'")]
    [InlineData("provider: local\nnodes: [{name: a/b}]", "2:16: nodes[0].name must be letters, digits, and the signs : - . _, is 'a/b'")]
    [InlineData("provider: local\nnodes: [{name: a}, {name: a}]", "2:20: a second node is called 'a'; the first is at 2:9: give one of them another name")]
    [InlineData("provider: local\nnodes: [{environment: {1X: y}}]", "2:24: '1X' is no name of a variable; use letters, digits and _")]
    [InlineData("provider: local\nnodes: [{environment: SWEEPER_DATA=/data}]", "2:23: nodes[0].environment must be a map of variables, such as {SWEEPER_DATA: /data}, is 'SWEEPER_DATA=/data'")]
    [InlineData("provider: local\nlisten: head\nnodes: [{}]", "2:9: listen must be HOST:PORT or [ADDRESS]:PORT with a port from 1 to 65535, is 'head'")]
    [InlineData("provider: local\nssh: {config: x}\nnodes: [{}]", "2:6: ssh goes with provider: ssh; remove it")]
    [InlineData("provider: ssh\nnodes: [a]", "1:1: missing required key 'listen': where nodes find the run: a name or address of this machine that the hosts can reach, and a port, such as head:7000")]
    [InlineData("provider: ssh\nlisten: 7000\nnodes: [a]", "2:9: listen is '7000', which is this machine to itself alone; write a name or address of it that the hosts can reach, such as head:7000")]
    [InlineData("provider: ssh\nlisten: head:7000\nnodes: [{devices: cuda}]", "3:9: missing required key 'nodes[0].host': the host, as ssh takes it")]
    [InlineData("provider: ssh\nlisten: head:7000\nnodes: [-oProxyCommand=x]", "3:9: nodes[0] must be HOST or USER@HOST as ssh takes it, is '-oProxyCommand=x'; other ports go into ssh: {options: [Port=2222]} or your ssh configuration")]
    [InlineData("provider: ssh\nlisten: head:7000\nnodes: [a, me@a]", "3:12: a second node is called 'a'; the first is at 3:9: give one of them another name and a store of its own, or write one node with the devices of both")]
    [InlineData("provider: ssh\nlisten: head:7000\ndefaults: {store: /s}\nnodes: [a, {host: a, name: b}]", "4:12: two nodes of a have the store '/s'; the other is at 4:9: give this one a store of its own, or write one node with the devices of both")]
    [InlineData("provider: ssh\nlisten: head:7000\nnodes: [{host: a, store: ~bob/s}]", "3:26: nodes[0].store must be a path on the host, such as /opt/sweeper or ~/sweeper, is '~bob/s'")]
    [InlineData("provider: ssh\nlisten: head:7000\nssh: {options: [-p 22]}\nnodes: [a]", "3:17: ssh.options[0] must be an option as in ssh's configuration file, such as Port=2222, is '-p 22'")]
    [InlineData("provider: ssh\nlisten: head:7000\ndefaults: {host: a}\nnodes: [a]", "3:12: unknown key 'host'; valid here: devices, sweeper, store, environment")]
    [InlineData("provider: &x local\nnodes: [{}]", "1:11: anchors (&) are not allowed; write the value out where it is needed")]
    [InlineData("provider: local\n---\nnodes: [{}]", "2:1: a second document starts here; a cluster file has one, so put the other into a file of its own")]
    public void What_is_wrong_is_said_with_its_place_and_what_to_write(string text, string message) =>
        Assert.Equal(message, ClusterFileReader.Read(text).Problems.FirstOrDefault(problem => problem.Format("")[1..] == message)?.Format("")[1..] ?? string.Join('\n', ClusterFileReader.Read(text).Problems));

    [Fact]
    public void All_mistakes_are_said_at_once() => Assert.Equal(
        ["2:1", "3:10", "3:35"],
        ClusterFileReader.Read("provider: local\nlistn: 1\nnodes: [{devcies: cpu:1}, {count: x}]").Problems.Select(problem => $"{problem.Line}:{problem.Col}"));

    [Fact]
    public void No_text_makes_it_throw()
    {
        var random = new Random(1);
        var whole = Resource("ssh") + Resource("local");
        for (var i = 0; i < 3000; i++)
        {
            var at = random.Next(whole.Length);
            var text = whole[at..Math.Min(whole.Length, at + random.Next(400))].Insert(0, i % 2 == 0 ? "provider: ssh\nnodes:\n" : "");
            var reading = ClusterFileReader.Read(text);
            Assert.True(reading.File is null == reading.Problems.Count > 0, text);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_says_where_one_to_start_from_is()
    {
        using var folder = new TestFolder();
        Assert.Equal($"{folder["no.yaml"]}:1:1: there is no such file; sweeps/clusters/local.yaml is one to start from", Assert.Throws<SpecException>(() => ClusterFileReader.ReadFile(folder["no.yaml"])).Message);
        Assert.Contains("this is a folder", Assert.Throws<SpecException>(() => ClusterFileReader.ReadFile(folder.Path)).Message);
    }

    private static ClusterFile Read(string text)
    {
        var reading = ClusterFileReader.Read(text);
        Assert.Empty(reading.Problems);
        return reading.File!;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ClusterFileReaderTests).Assembly.GetManifestResourceStream($"clusters/{name}.yaml")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
