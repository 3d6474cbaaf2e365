using System.Collections.Concurrent;

namespace Sweeper.Host.Cluster;

/// <summary>Says of each machine once that it was refused for its key.</summary>
/// <param name="say">Tells the user.</param>
internal sealed class RefusedPeers(Action<string> say)
{
    /// <summary>So many machines are told of: whoever tries from many addresses fills no memory and no log.</summary>
    public const int Most = 100;

    private readonly ConcurrentDictionary<string, bool> _known = new();

    /// <summary>One was refused whose certificate is not known any more.</summary>
    /// <param name="peer">Its address, with a port that differs each time.</param>
    public void Add(string peer) => Add(peer, "it shows another cluster key, or none");

    /// <summary>One was refused.</summary>
    /// <param name="peer">Its address, with a port that differs each time.</param>
    /// <param name="why">What is wrong with it.</param>
    public void Add(string peer, string why)
    {
        var host = peer.LastIndexOf(':') is var colon and > 0 ? peer[..colon] : peer;
        if (host.StartsWith("[::ffff:", StringComparison.Ordinal)) host = host["[::ffff:".Length..].TrimEnd(']');
        if (_known.Count < Most && _known.TryAdd(host, true)) say($"refused {host}: {why}");
    }
}
