using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sweeper.Training.Files;

namespace Sweeper.Host.Cluster;

/// <summary>
/// What makes processes one cluster: a certificate and its private key in one file of mode 0600. Each process shows the certificate and takes no other, so who has
/// the file is in the cluster, and nobody else (docs/decisions/0020-one-key-for-a-cluster.md).
/// </summary>
internal sealed class ClusterKey : IDisposable
{
    /// <summary>Its file's name in a store.</summary>
    public const string FileName = "cluster.key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Years = 10;

    private readonly byte[] _fingerprint;

    private ClusterKey(string file, X509Certificate2 certificate)
    {
        (File, Certificate) = (file, certificate);
        _fingerprint = certificate.GetCertHash(HashAlgorithmName.SHA256);
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The certificate, with its private key: of servers and of clients.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The SHA-256 of the certificate, for people to compare: 64 hexadecimal characters. It is no secret.</summary>
    public string Fingerprint => Convert.ToHexStringLower(_fingerprint);

    /// <summary>Whether a peer has shown this certificate and no other.</summary>
    public bool IsOurs(X509Certificate? shown) => shown is not null && CryptographicOperations.FixedTimeEquals(shown.GetCertHash(HashAlgorithmName.SHA256), _fingerprint);

    /// <summary>Reads a key.</summary>
    /// <exception cref="UserException">It is missing, others may read it, it cannot be read, is none, or has expired; the message names the remedy.</exception>
    public static ClusterKey Load(string file)
    {
        try
        {
            // A certificate that others can read is one with which they can join.
            if ((System.IO.File.GetUnixFileMode(file) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
                throw new UserException($"{file} may be read by others, who could join the cluster with it: `chmod 600 {file}`, and if they may have, make a new one with `sweeper cluster keys`");
            var text = System.IO.File.ReadAllText(file);
            var certificate = X509Certificate2.CreateFromPem(text, text);
            if (certificate.NotAfter < DateTime.Now) throw new UserException($"{file} has expired; make a new one with `sweeper cluster keys`, and give it to all machines");
            return new(file, certificate);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserException($"there is no cluster key at {file}: copy it from a machine of the cluster, or make one with `sweeper cluster keys`");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{file} cannot be read: {failure.Message}");
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new UserException($"{file} is no cluster key; `sweeper cluster keys` makes one");
        }
    }

    /// <summary>Reads a key, and makes it first where there is none. Two processes that make one at once end up with the same.</summary>
    /// <exception cref="UserException">As for <see cref="Load"/>, or it cannot be written.</exception>
    public static ClusterKey LoadOrCreate(string file)
    {
        if (!System.IO.File.Exists(file)) Create(file);
        return Load(file);
    }

    /// <summary>Makes a key; one that is there stays. Returns whether it made one.</summary>
    /// <exception cref="UserException">It cannot be written.</exception>
    public static bool Create(string file)
    {
        var draft = $"{file}.{Guid.NewGuid():N}";
        try
        {
            DurableFile.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
            using (var stream = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            using (var writer = new StreamWriter(stream))
            {
                writer.Write(NewPem());
            }
            System.IO.File.Move(draft, file);
            return true;
        }
        catch (IOException) when (System.IO.File.Exists(file))
        {
            // Of two makers the first wins: .NET moves to a name by a link, which replaces nothing.
            return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{file} cannot be made: {failure.Message}");
        }
        finally
        {
            if (System.IO.File.Exists(draft)) System.IO.File.Delete(draft);
        }
    }

    public void Dispose() => Certificate.Dispose();

    private static string NewPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=sweeper cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        // Clocks of machines differ: valid a day before it is made.
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(Years));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
