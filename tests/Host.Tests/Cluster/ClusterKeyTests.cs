using Sweeper.Host.Cluster;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Cluster;

public sealed class ClusterKeyTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void A_key_is_made_once_for_its_user_alone_and_takes_no_other()
    {
        using var key = ClusterKey.LoadOrCreate(_folder["new", "cluster.key"]);
        using var again = ClusterKey.LoadOrCreate(key.File);
        using var other = ClusterKey.LoadOrCreate(_folder["other.key"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key.File));
        Assert.Equal(key.Fingerprint, again.Fingerprint);
        Assert.True(key.IsOurs(again.Certificate));
        Assert.True(key.Certificate.HasPrivateKey);
        Assert.False(key.IsOurs(other.Certificate));
        Assert.False(key.IsOurs(null));
        Assert.Equal(["cluster.key"], Directory.GetFiles(_folder["new"]).Select(Path.GetFileName));
        Assert.False(ClusterKey.Create(key.File));
    }

    [Fact]
    public void Of_many_makers_at_once_all_have_the_same_key()
    {
        var prints = new string[16];
        Parallel.For(0, prints.Length, new ParallelOptions { MaxDegreeOfParallelism = prints.Length }, i =>
        {
            using var key = ClusterKey.LoadOrCreate(_folder["cluster.key"]);
            prints[i] = key.Fingerprint;
        });
        Assert.Single(prints.Distinct());
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_key_that_others_can_read_is_refused(UnixFileMode more)
    {
        ClusterKey.Create(_folder["cluster.key"]);
        File.SetUnixFileMode(_folder["cluster.key"], File.GetUnixFileMode(_folder["cluster.key"]) | more);
        Assert.Contains("chmod 600", Assert.Throws<UserException>(() => ClusterKey.Load(_folder["cluster.key"])).Message);
    }

    [Fact]
    public void What_is_no_key_is_refused_with_a_remedy()
    {
        Assert.Contains("copy it from a machine of the cluster", Assert.Throws<UserException>(() => ClusterKey.Load(_folder["none.key"])).Message);
        using (var file = new FileStream(_folder["text.key"], new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            file.Write("no PEM"u8);
        Assert.Contains("is no cluster key", Assert.Throws<UserException>(() => ClusterKey.Load(_folder["text.key"])).Message);
        // A certificate without its private key.
        using var key = ClusterKey.LoadOrCreate(_folder["cluster.key"]);
        File.WriteAllText(_folder["text.key"], key.Certificate.ExportCertificatePem());
        Assert.Contains("is no cluster key", Assert.Throws<UserException>(() => ClusterKey.Load(_folder["text.key"])).Message);
        Assert.Contains("cannot be made", Assert.Throws<UserException>(() => ClusterKey.Create(_folder["text.key", "cluster.key"])).Message);
    }

    public void Dispose() => _folder.Dispose();
}
