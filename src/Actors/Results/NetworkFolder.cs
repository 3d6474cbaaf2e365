namespace Sweeper.Actors.Results;

/// <summary>File systems of networks: SQLite's log needs memory that all its users share, which such a file system has not (https://www.sqlite.org/wal.html).</summary>
internal static class NetworkFolder
{
    // As .NET names them, after what statfs says.
    private static readonly string[] Kinds = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ceph", "lustre", "gpfs", "beegfs", "glusterfs", "fuse.glusterfs", "fuse.sshfs", "panfs", "pvfs2", "coda", "ncp"];

    /// <summary>Refuses to have results in SQLite in a folder on a network's file system.</summary>
    /// <param name="folder">The folder, which need not exist yet.</param>
    /// <param name="kindOf">The kind of file system of a folder that exists; null asks the system.</param>
    /// <exception cref="StoreException">It is on one; the message names the remedy.</exception>
    public static void RefuseDatabase(string folder, Func<string, string>? kindOf = null)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing)) existing = Path.GetDirectoryName(existing)!;
        var kind = (kindOf ?? (path => new DriveInfo(path).DriveFormat))(existing);
        if (!Kinds.Contains(kind, StringComparer.OrdinalIgnoreCase)) return;
        throw new StoreException(
            $"{folder} is on a file system of a network ({kind}), where results.db could be damaged. Name a folder on a disk of this machine with --store, " +
            "or have the results in PostgreSQL: --results-db @FILE; tickets may stay where they are.");
    }
}
