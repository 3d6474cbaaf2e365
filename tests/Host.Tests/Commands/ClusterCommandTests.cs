using Sweeper.Host.Cluster;
using Sweeper.Host.Tests.Support;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Commands;

[Collection(SweeperCommandLine.Collection)]
public sealed class ClusterCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Key => _folder["store", "cluster.key"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_key_is_made_in_the_store_and_no_secret_is_said()
    {
        var (code, output, errors) = await SweeperCommandLine.Run("cluster", "keys", "--store", _folder["store"]);
        Assert.Equal(0, code);
        using var key = ClusterKey.Load(Key);
        Assert.Equal($"file         {Key}\nfingerprint  {key.Thumbprint}\nvalid until  {key.Certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}\n", output);
        Assert.Contains($"scp -p {Key} HOST:cluster.key", errors);
        Assert.DoesNotContain("was there already", errors);
        Assert.All(File.ReadAllLines(Key).Where(line => line.Length > 0), line => Assert.DoesNotContain(line, output + errors));
    }

    [Fact]
    public async Task One_that_is_there_is_shown_and_left_and_force_replaces_it()
    {
        await SweeperCommandLine.Run("cluster", "keys", "--store", _folder["store"]);
        var before = File.ReadAllText(Key);
        var (code, output, errors) = await SweeperCommandLine.Run("cluster", "keys", "--store", _folder["store"]);
        Assert.Equal(0, code);
        Assert.Contains("was there already, and nothing was changed", errors);
        Assert.Contains("lock out", errors);
        Assert.Equal(before, File.ReadAllText(Key));
        var (_, forced, _) = await SweeperCommandLine.Run("cluster", "keys", "--store", _folder["store"], "--force");
        Assert.NotEqual(output, forced);
        Assert.NotEqual(before, File.ReadAllText(Key));
    }

    [Fact]
    public async Task It_is_made_where_out_says()
    {
        var (code, output, _) = await SweeperCommandLine.Run("cluster", "keys", "--out", _folder["a b", "its.key"]);
        Assert.Equal(0, code);
        Assert.Contains(_folder["a b", "its.key"], output);
        ClusterKey.Load(_folder["a b", "its.key"]).Dispose();
        Assert.False(Directory.Exists(_folder["store"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/dev/null")]
    [InlineData("/proc/nothing/cluster.key")]
    [InlineData("/")]
    public async Task What_cannot_be_its_file_exits_2(string file)
    {
        var (code, output, errors) = await SweeperCommandLine.Run("cluster", "keys", "--force", "--out", file);
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.StartsWith("sweeper: ", errors);
    }

    [Fact]
    public async Task A_file_that_is_no_key_is_not_taken_for_one_and_stays()
    {
        Directory.CreateDirectory(_folder["store"]);
        File.WriteAllText(Key, "notes");
        File.SetUnixFileMode(Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var (code, _, errors) = await SweeperCommandLine.Run("cluster", "keys", "--store", _folder["store"]);
        Assert.Equal(2, code);
        Assert.Contains("is no cluster key", errors);
        Assert.Equal("notes", File.ReadAllText(Key));
    }
}
