using Sweeper.Host.Launching;

namespace Sweeper.Host.Tests.Launching;

public sealed class LaunchScriptTests
{
    private const string Node = """'c=$1; shift; if [ -d "$c" ]; then c=$c/sweeper; fi; exec 3<&0; "$c" "$@" </dev/null 3<&- & n=$!; { while read -r x <&3; do :; done; kill $n; for x in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 $n || exit; done; kill -9 $n; } >/dev/null 2>&1 & w=$!; wait $n; s=$?; kill $w 2>/dev/null; exit $s'""";
    private const string Prepare = """'c=$1; if [ -d "$c" ]; then c=$c/sweeper; fi; command -v "$c" >/dev/null 2>&1 || { echo "there is no command $c" >&2; exit 127; }; umask 077; mkdir -p "$2" || exit 1; k=$2/cluster.key; if [ -e "$k" ]; then [ "$(cat)" = "$(cat "$k")" ] || { echo "$k is another key, or cannot be read" >&2; exit 65; }; else t=$k.$$; { cat >"$t" && grep -q -e "-----END CERTIFICATE-----" "$t" && grep -q -e "-----END .*PRIVATE KEY-----" "$t" && mv "$t" "$k"; } || { rm -f "$t"; echo "the key did not come whole, or cannot be written to $2" >&2; exit 1; }; fi'""";

    [Fact]
    public void Local_nodes_are_processes_in_the_runs_store() => Assert.Equal(
        $"""
        # my cluster.yaml would do this, and start again a node that ends before the run. Nothing was started.

        # this machine: the cluster's key, where there is none
        /opt/sweeper/bin/sweeper cluster keys --store '/data/my sweeps'

        # this machine: the run
        /opt/sweeper/bin/sweeper run a.yaml --devices none

        # this machine: node node-1; what it says goes to /data/my sweeps/launch/node-1.log
        setsid -w sh -c {Node} sweeper /opt/sweeper/bin/sweeper node --join 127.0.0.1:7000 --store '/data/my sweeps' --devices cpu:1 --name node-1

        # this machine: node fast; what it says goes to /data/my sweeps/launch/fast.log
        setsid -w env 'A=it'\''s' sh -c {Node} sweeper /opt/sweeper/bin/sweeper node --join 127.0.0.1:7000 --store '/data/my sweeps' --devices cuda:0,1 --name fast

        """,
        Script("provider: local\nlisten: 127.0.0.1:7000\nnodes: [{}, {name: fast, devices: 'cuda:0,1', environment: {A: it's}}]"));

    [Fact]
    public void Hosts_get_the_key_and_a_node_that_ends_with_the_connection()
    {
        string OnHost(string script, string rest) => Quoted($"sh -c {script} sweeper {rest}");
        Assert.EndsWith(
            $"""
            # me@gpu-1: node gpu-1; what it says goes to /data/my sweeps/launch/gpu-1.log
            setsid -w ssh -F conf/ssh_config -o Port=2222 -T -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=15 -o ControlPath=none me@gpu-1 {OnHost(Prepare, "./sweeper '/scratch/it'\\''s'")} < '/data/my sweeps/cluster.key'
            setsid -w ssh -F conf/ssh_config -o Port=2222 -T -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=15 -o ControlPath=none me@gpu-1 {OnHost(Node, "./sweeper node --join head:7000 --store '/scratch/it'\\''s' --devices cuda --name gpu-1")}

            """,
            Script("provider: ssh\nlisten: head:7000\nssh: {config: conf/ssh_config, options: [Port=2222]}\nnodes: [{host: me@gpu-1, devices: cuda, sweeper: ~/sweeper, store: /scratch/it's}]"));
    }

    [Theory]
    [InlineData(255, "ssh does not get to gpu-1: try `ssh -T -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=15 -o ControlPath=none gpu-1 true`, which must end without a question")]
    [InlineData(127, "`sweeper: /opt/sw` of my cluster.yaml must name the sweeper command on gpu-1, or the folder of Sweeper there, built as README.md says")]
    [InlineData(65, "`store: sweeper-nodes/gpu-1` of my cluster.yaml must be the run's store, a new folder, or one with a copy of /data/my sweeps/cluster.key")]
    [InlineData(2, null)]
    public void What_ssh_and_the_host_may_refuse_has_a_remedy_that_names_the_host(int code, string? remedy)
    {
        var provider = Provider("provider: ssh\nlisten: head:7000\nnodes: [{host: gpu-1, sweeper: /opt/sw}]");
        Assert.Equal(remedy, provider.Remedy(provider.Nodes[0], code));
    }

    private static LaunchSite Site(ClusterFile file) => new("/opt/sweeper/bin/sweeper", "my cluster.yaml", "/data/my sweeps", file.Listen!.Url.Authority);

    private static IClusterProvider Provider(string text)
    {
        var file = ClusterFileReader.Read(text).File!;
        return ClusterProviders.For(file, Site(file));
    }

    private static string Script(string text) => LaunchScript.Of(Site(ClusterFileReader.Read(text).File!), ["run", "a.yaml", "--devices", "none"], Provider(text).Nodes);

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
