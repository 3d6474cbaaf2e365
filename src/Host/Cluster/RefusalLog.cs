using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Sweeper.Host.Cluster;

/// <summary>Judges who shows which certificate, and tells of those that are refused: once an address, so that nobody can fill a log.</summary>
/// <param name="say">Tells the user.</param>
internal sealed class RefusalLog(Action<string> say)
{
    /// <summary>So many addresses are told of; those after them are refused in silence.</summary>
    public const int MostAddresses = 64;

    private readonly HashSet<string> _told = [];

    /// <summary>Whether a peer is of this cluster.</summary>
    public bool Judge(EndPoint? from, X509Certificate? shown, ClusterKey key)
    {
        if (key.IsOurs(shown)) return true;
        var address = (from as IPEndPoint)?.Address.ToString() ?? "somebody";
        lock (_told)
        {
            if (_told.Count >= MostAddresses || !_told.Add(address)) return false;
        }
        say($"refused {address}, which wanted a ticket: {key.Fault(shown)}");
        return false;
    }
}
