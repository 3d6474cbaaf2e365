using System.Collections.Concurrent;

namespace Sweeper.Host.Cluster;

/// <summary>Says of each machine once that it was refused for its key.</summary>
/// <param name="say">Tells the user.</param>
internal sealed class RefusedPeers(Action<string> say)
{
    // Whoever tries from many addresses fills no memory and no log.
    private const int Most = 100;

    private readonly ConcurrentDictionary<string, bool> _known = new();

    /// <summary>One was refused.</summary>
    /// <param name="peer">Its address, with a port that differs each time.</param>
    public void Add(string peer)
    {
        var host = peer.LastIndexOf(':') is var colon and > 0 ? peer[..colon].Replace("[::ffff:", "", StringComparison.Ordinal).TrimEnd(']') : peer;
        if (_known.Count < Most && _known.TryAdd(host, true)) say($"refused {host}: it shows another cluster key, or none");
    }
}
