using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sweeper.Host.Output;
using Sweeper.Training.Files;

namespace Sweeper.Host.Cluster;

/// <summary>
/// What tells a cluster's processes from all others: one self-signed certificate with its private key, in one PEM file of mode 0600. Who has the file is in
/// the cluster; who shows another certificate is not (docs/security.md).
/// </summary>
internal sealed class ClusterKey : IDisposable
{
    /// <summary>The file's name in a store.</summary>
    public const string FileName = "cluster.key";

    private const int Years = 10;
    // A certificate and a key of this kind take 0.8 KiB.
    private const int LongestFile = 64 * 1024;
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    private ClusterKey(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>The certificate with its private key, for a server's end of a connection and for a client's.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The SHA-256 of the certificate, 64 lowercase hexadecimal characters: it is no secret, and equal keys have equal ones.</summary>
    public string Thumbprint => Convert.ToHexStringLower(SHA256.HashData(Certificate.RawDataMemory.Span));

    /// <summary>Reads the key, or makes it where there is none: durable, and never in the place of another, so that processes that begin at once have the same.</summary>
    /// <param name="path">The file; its folder is made where there is none.</param>
    /// <param name="clock">Null is the system's.</param>
    /// <exception cref="UserException">The file cannot be used, or not be made; the message names it and the remedy.</exception>
    public static ClusterKey LoadOrCreate(string path, TimeProvider? clock = null)
    {
        Create(path, overwrite: false, clock);
        return Load(path, clock);
    }

    /// <summary>Reads the key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Null is the system's.</param>
    /// <exception cref="UserException">It is missing, unreadable, readable by others, damaged or expired; the message names it and the remedy.</exception>
    public static ClusterKey Load(string path, TimeProvider? clock = null)
    {
        var key = new ClusterKey(Parse(path, Read(path)));
        var until = key.Certificate.NotAfter.ToUniversalTime();
        if ((clock ?? TimeProvider.System).GetUtcNow() <= until) return key;
        key.Dispose();
        throw new UserException($"the cluster key {path} has expired on {until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}; `{Remake(path)}` makes another: then copy it to every machine of the cluster");
    }

    /// <summary>Makes a new key.</summary>
    /// <param name="path">The file; its folder is made where there is none.</param>
    /// <param name="overwrite">Whether it may take the place of another.</param>
    /// <param name="clock">Null is the system's.</param>
    /// <returns>False where something was there that may not be overwritten.</returns>
    /// <exception cref="UserException">It cannot be written there.</exception>
    public static bool Create(string path, bool overwrite, TimeProvider? clock = null)
    {
        try
        {
            var full = Path.GetFullPath(path);
            // A key may be where this user may only read.
            if (!overwrite && Path.Exists(full)) return false;
            DurableFile.CreateFolder(Path.GetDirectoryName(full)!);
            return DurableFile.WriteSecret(full, Encoding.ASCII.GetBytes(Generate((clock ?? TimeProvider.System).GetUtcNow())), $"{full}.{Guid.NewGuid():N}.tmp", overwrite);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException($"the cluster key '{path}' cannot be written: {failure.Message.TrimEnd('.')}; name another file");
        }
    }

    /// <summary>Whether a peer has shown exactly this certificate: no other counts, whoever signed it.</summary>
    public bool IsOurs(X509Certificate? shown) =>
        shown is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(shown.GetRawCertData()), SHA256.HashData(Certificate.RawDataMemory.Span));

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private static string Generate(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=sweeper cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        // Server and client: every member is both.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        // Clocks of machines differ: valid since a day ago.
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    // Mode and bytes are those of one open file: it cannot be exchanged in between.
    private static string Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var mode = File.GetUnixFileMode(file);
            if ((mode & Others) != 0)
                throw new UserException($"the cluster key {path} may be read or changed by others (mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}); `chmod 600 {ShellWord.Quote(path)}`, and make a new one if somebody may have copied it");
            if (RandomAccess.GetLength(file) > LongestFile) throw Malformed(path, "it is too large");
            var bytes = new byte[LongestFile];
            return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserException($"there is no cluster key at {path}; copy it from a machine of the cluster (mode 600), or `{Make(path)}` makes one");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"the cluster key {path} cannot be read: {failure.Message.TrimEnd('.')}; it must be a file of the user who runs this, with mode 600");
        }
    }

    private static X509Certificate2 Parse(string path, string pem)
    {
        try
        {
            // Throws too where the key is not that of the certificate.
            var certificate = X509Certificate2.CreateFromPem(pem, pem);
            using var key = certificate.GetECDsaPrivateKey();
            if (key is not null) return certificate;
            certificate.Dispose();
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw Malformed(path, failure.Message.TrimEnd('.'));
        }
        throw Malformed(path, "its key is none of the kind ECDSA");
    }

    private static UserException Malformed(string path, string fault) =>
        new($"{path} is no cluster key, or damaged ({fault}); copy it again from a machine of the cluster, or `{Remake(path)}` makes a new one for all of them");

    private static string Make(string path) => $"sweeper cluster keys --out {ShellWord.Quote(path)}";

    private static string Remake(string path) => $"{Make(path)} --force";
}
