using Sweeper.Host.Cluster;
using Sweeper.Host.Launching;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Launching;

/// <summary>What a host's shell makes of the key that launch sends it.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Sent => _folder["cluster.key"];

    private string Host => _folder["host"];

    private string Installed => _folder["host", "cluster.key"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_that_comes_whole_is_put_into_the_hosts_folder_for_its_user_alone_and_found_there_the_next_time()
    {
        ClusterKey.Create(Sent, overwrite: false);
        Assert.Equal(0, (await Prepare()).Code);
        Assert.Equal(File.ReadAllText(Sent), File.ReadAllText(Installed));
        ClusterKey.Load(Installed).Dispose();
        Assert.Equal(0, (await Prepare()).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("-----END CERTIFICATE")]
    [InlineData("-----BEGIN PRIVATE KEY")]
    [InlineData("-----END PRIVATE KEY")]
    [InlineData("Y-----")]
    public async Task One_that_breaks_off_is_not_put_there_and_the_next_that_is_whole_is(string? before)
    {
        ClusterKey.Create(Sent, overwrite: false);
        var whole = File.ReadAllText(Sent);
        File.WriteAllText(Sent, before is null ? "" : whole[..whole.LastIndexOf(before, StringComparison.Ordinal)]);
        var (code, said) = await Prepare();
        Assert.Equal(1, code);
        Assert.Contains("the key did not come whole", said);
        Assert.Empty(Directory.GetFiles(Host));
        File.WriteAllText(Sent, whole);
        Assert.Equal(0, (await Prepare()).Code);
        Assert.Equal(whole, File.ReadAllText(Installed));
    }

    [Fact]
    public async Task Another_key_that_is_there_stays()
    {
        ClusterKey.Create(Installed, overwrite: false);
        ClusterKey.Create(Sent, overwrite: false);
        var before = File.ReadAllText(Installed);
        Assert.Equal(NodeScripts.OtherKey, (await Prepare()).Code);
        Assert.Equal(before, File.ReadAllText(Installed));
    }

    [Fact]
    public async Task Without_the_key_here_nothing_is_started_and_the_file_is_named()
    {
        var refused = await Assert.ThrowsAsync<UserException>(Prepare);
        Assert.StartsWith($"{Sent} cannot be read: ", refused.Message);
        Assert.False(Directory.Exists(Host));
    }

    private async Task<(int Code, string? Said)> Prepare()
    {
        using var log = new NodeLog(_folder["node.log"], TimeProvider.System);
        using var process = new ChildProcess(new HostCommand(NodeScripts.Prepared("sh", Host), Sent), log);
        return (await process.Ended.WaitAsync(TimeSpan.FromSeconds(60)), log.LastWords);
    }
}
