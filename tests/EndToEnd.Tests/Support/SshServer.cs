using System.Diagnostics;
using Sweeper.Tests.Support;

namespace Sweeper.EndToEnd.Tests.Support;

/// <summary>An OpenSSH server of a test's own on this machine's loopback, with its own keys; ssh finds it through <see cref="Config"/>. Skips the test where sshd is missing.</summary>
internal sealed class SshServer : IDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly string _folder;
    private readonly Process _process;

    private SshServer(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        MakeKey("host");
        MakeKey("user");
        File.Copy(At("user.pub"), At("authorized"));
        var port = Ports.Free();
        File.WriteAllText(At("known"), $"[127.0.0.1]:{port} {File.ReadAllText(At("host.pub"))}");
        File.WriteAllText(At("server"),
            $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {At("host")}
            AuthorizedKeysFile {At("authorized")}
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin yes
            MaxStartups 100

            """);
        File.WriteAllText(Config,
            $"""
            Host a b wrong
              HostName 127.0.0.1
              Port {port}
            Host closed
              HostName 127.0.0.1
              Port {Ports.Free()}
            Host *
              IdentityFile {At("user")}
              IdentitiesOnly yes
              UserKnownHostsFile {At("known")}
              StrictHostKeyChecking yes

            """);
        // Where sshd separates its privileges; a booted system has it.
        if (System.Environment.IsPrivilegedProcess) Directory.CreateDirectory("/run/sshd");
        _process = Process.Start(new ProcessStartInfo(Program, ["-D", "-E", At("log"), "-f", At("server")]))!;
        for (var tries = 0; Run("ssh", "-F", Config, "-o", "BatchMode=yes", "a", "true") != 0; tries++)
        {
            if (tries == 100 || _process.HasExited) throw new InvalidOperationException($"sshd does not start: {File.ReadAllText(At("log"))}");
            Thread.Sleep(100);
        }
    }

    /// <summary>A configuration in which hosts a, b and wrong are this server, and at closed there is none.</summary>
    public string Config => At("config");

    public static SshServer Start(Workplace place)
    {
        if (!File.Exists(Program)) Assert.Skip("sshd is not installed: `apt-get install openssh-server openssh-client`.");
        return new SshServer(Path.Combine(place.Folder, "ssh"));
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void MakeKey(string name) => Assert.Equal(0, Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", At(name)));

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
