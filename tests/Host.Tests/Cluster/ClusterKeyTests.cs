using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sweeper.Actors.Results;
using Sweeper.Host.Cluster;
using Sweeper.Tests.Support;

namespace Sweeper.Host.Tests.Cluster;

public sealed class ClusterKeyTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Key => _folder["cluster.key"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_made_at_first_use_and_read_ever_after()
    {
        using var made = ClusterKey.LoadOrCreate(_folder["new", "deep", "cluster.key"]);
        using var again = ClusterKey.LoadOrCreate(_folder["new", "deep", "cluster.key"]);
        using var read = ClusterKey.Load(_folder["new", "deep", "cluster.key"]);
        Assert.Equal(made.Thumbprint, again.Thumbprint);
        Assert.Equal(made.Thumbprint, read.Thumbprint);
        Assert.True(made.IsOurs(read.Certificate));
        Assert.True(made.Certificate.HasPrivateKey);
        Assert.Equal("CN=sweeper cluster", made.Certificate.Subject);
        Assert.InRange(made.Certificate.NotAfter, DateTime.Now.AddYears(9), DateTime.Now.AddYears(11));
        Assert.Single(Directory.GetFiles(_folder["new", "deep"]));
    }

    [Fact]
    public void Only_its_user_may_read_it()
    {
        ClusterKey.LoadOrCreate(Key).Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
    }

    [Fact]
    public void Many_that_make_it_at_once_have_the_same()
    {
        var thumbprints = new string[16];
        var threads = Enumerable.Range(0, thumbprints.Length).Select(i => new Thread(() =>
        {
            using var key = ClusterKey.LoadOrCreate(Key);
            thumbprints[i] = key.Thumbprint;
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Single(thumbprints.Distinct());
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void One_that_is_there_is_never_replaced_unless_told()
    {
        Assert.True(ClusterKey.Create(Key, overwrite: false));
        var first = File.ReadAllText(Key);
        Assert.False(ClusterKey.Create(Key, overwrite: false));
        Assert.Equal(first, File.ReadAllText(Key));
        Assert.True(ClusterKey.Create(Key, overwrite: true));
        Assert.NotEqual(first, File.ReadAllText(Key));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
    }

    [Fact]
    public void Only_the_very_certificate_is_ours()
    {
        using var ours = ClusterKey.LoadOrCreate(Key);
        using var theirs = ClusterKey.LoadOrCreate(_folder["other.key"]);
        // By name alone they are alike.
        Assert.Equal(ours.Certificate.Subject, theirs.Certificate.Subject);
        Assert.False(ours.IsOurs(theirs.Certificate));
        Assert.False(ours.IsOurs(null));
        using var withoutKey = X509CertificateLoader.LoadCertificate(ours.Certificate.RawData);
        Assert.True(ours.IsOurs(withoutKey));
    }

    [Theory]
    [InlineData("0640")]
    [InlineData("0604")]
    [InlineData("0620")]
    [InlineData("0660")]
    [InlineData("0644")]
    public void One_that_others_may_read_or_change_is_refused(string mode)
    {
        ClusterKey.LoadOrCreate(Key).Dispose();
        File.SetUnixFileMode(Key, (UnixFileMode)Convert.ToInt32(mode, 8));
        var message = Assert.Throws<UserException>(() => ClusterKey.LoadOrCreate(Key)).Message;
        Assert.Contains($"mode {mode}", message);
        Assert.Contains($"`chmod 600 {Key}`", message);
    }

    [Fact]
    public void A_missing_one_says_how_to_get_one()
    {
        var message = Assert.Throws<UserException>(() => ClusterKey.Load(Key)).Message;
        Assert.Contains($"there is no cluster key at {Key}", message);
        Assert.Contains($"`sweeper cluster keys --out {Key}` makes one", message);
        Assert.False(File.Exists(Key));
    }

    [Fact]
    public void An_expired_one_says_so_and_a_day_before_it_is_good()
    {
        var made = new FixedClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        ClusterKey.LoadOrCreate(Key, made).Dispose();
        ClusterKey.Load(Key, new FixedClock(new(2036, 2, 29, 12, 0, 0, TimeSpan.Zero))).Dispose();
        var message = Assert.Throws<UserException>(() => ClusterKey.Load(Key, new FixedClock(new(2036, 3, 2, 12, 0, 0, TimeSpan.Zero)))).Message;
        Assert.Contains(Key, message);
        Assert.Contains("has expired on 2036-03-01", message);
        Assert.Contains("--force", message);
    }

    [Fact]
    public void A_malformed_one_is_refused_whatever_is_wrong_with_it()
    {
        ClusterKey.LoadOrCreate(Key).Dispose();
        ClusterKey.LoadOrCreate(_folder["other.key"]).Dispose();
        var (ours, theirs) = (File.ReadAllText(Key), File.ReadAllText(_folder["other.key"]));
        var keyAt = ours.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal);
        using var rsa = RSA.Create(2048);
        using var ofRsa = new CertificateRequest("CN=sweeper cluster", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.Now, DateTimeOffset.Now.AddYears(1));
        foreach (var text in new[]
        {
            "", "hello", "\0\0", ours[..keyAt], ours[keyAt..], ours[..(keyAt / 2)] + ours[keyAt..], new string('x', 100_000),
            ours[..keyAt] + theirs[theirs.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)..],
            $"{ofRsa.ExportCertificatePem()}\n{rsa.ExportPkcs8PrivateKeyPem()}\n",
        })
        {
            File.WriteAllText(Key, text);
            var message = Assert.Throws<UserException>(() => ClusterKey.Load(Key)).Message;
            Assert.StartsWith($"{Key} is no cluster key, or damaged", message);
            Assert.Contains("copy it again", message);
            Assert.DoesNotContain("PRIVATE KEY", message);
        }
    }

    [Fact]
    public void A_folder_is_no_key() => Assert.Contains("cannot be read", Assert.Throws<UserException>(() => ClusterKey.LoadOrCreate(_folder.Path)).Message);

    [Fact]
    public void Where_none_can_be_made_it_says_so()
    {
        using var disk = TinyDisk.Mount(kib: 64);
        disk.MakeReadOnly();
        Assert.Contains("cannot be written", Assert.Throws<UserException>(() => ClusterKey.LoadOrCreate(disk["cluster.key"])).Message);
    }

    [Fact]
    public void One_on_a_disk_that_may_only_be_read_is_read()
    {
        using var disk = TinyDisk.Mount(kib: 64);
        ClusterKey.LoadOrCreate(disk["cluster.key"]).Dispose();
        disk.MakeReadOnly();
        ClusterKey.LoadOrCreate(disk["cluster.key"]).Dispose();
    }

    [Fact]
    public void A_folder_with_nothing_but_a_key_can_become_a_store()
    {
        ClusterKey.LoadOrCreate(_folder["store", ClusterKey.FileName]).Dispose();
        SweepStore.OpenForRun(_folder["store"], "test").Dispose();
    }

    [Fact]
    public async Task It_serves_both_ends_of_a_connection()
    {
        using var key = ClusterKey.LoadOrCreate(Key);
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient();
        await near.ConnectAsync((System.Net.IPEndPoint)listener.LocalEndpoint);
        using var far = await listener.AcceptTcpClientAsync();
        await using var client = new SslStream(near.GetStream(), false, (_, shown, _, _) => key.IsOurs(shown));
        await using var server = new SslStream(far.GetStream(), false, (_, shown, _, _) => key.IsOurs(shown));
        await Task.WhenAll(
            client.AuthenticateAsClientAsync("any", [key.Certificate], checkCertificateRevocation: false),
            server.AuthenticateAsServerAsync(key.Certificate, clientCertificateRequired: true, checkCertificateRevocation: false));
        Assert.True(client.IsMutuallyAuthenticated);
        Assert.True(server.IsMutuallyAuthenticated);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
