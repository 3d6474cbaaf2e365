using System.Collections.Immutable;

namespace Sweeper.Actors.Nodes;

/// <summary>
/// Addresses of blob servers, in the order in which they were first heard of; those of which nothing is heard any more are dropped. Safe to use from several
/// threads.
/// </summary>
/// <param name="memory">How long one is kept of which nothing is heard.</param>
/// <param name="time">The clock.</param>
/// <param name="most">So many addresses are kept: those that come on top are not.</param>
public sealed class PeerBook(TimeSpan memory, TimeProvider time, int most = PeerBook.Most)
{
    /// <summary>So many addresses a message may name.</summary>
    public const int Most = 256;

    // A host's name has at most 253 characters.
    private const int LongestAddress = 300;

    private readonly Lock _gate = new();
    private readonly List<(string Address, DateTimeOffset HeardAt)> _peers = [];

    /// <summary>The addresses, <c>host:port</c> each.</summary>
    public ImmutableArray<string> Known
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return [.. _peers.Select(peer => peer.Address)];
            }
        }
    }

    /// <summary>Something was heard of a peer. What is no address is not kept: it comes from another process.</summary>
    /// <param name="address">Its <c>host:port</c>.</param>
    public void Heard(string address)
    {
        if (!IsAddress(address)) return;
        lock (_gate)
        {
            var entry = (address, time.GetUtcNow());
            var at = _peers.FindIndex(peer => peer.Address == address);
            if (at >= 0)
            {
                _peers[at] = entry;
                return;
            }
            Forget();
            if (_peers.Count < most) _peers.Add(entry);
        }
    }

    private static bool IsAddress(string address) =>
        address.Length <= LongestAddress
        && Uri.TryCreate($"https://{address}/", UriKind.Absolute, out var uri)
        && uri is { PathAndQuery: "/", UserInfo: "", Fragment: "" };

    private void Forget()
    {
        var now = time.GetUtcNow();
        _peers.RemoveAll(peer => now - peer.HeardAt >= memory);
    }
}
