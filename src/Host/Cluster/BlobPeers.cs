using Sweeper.Actors.Nodes;

namespace Sweeper.Host.Cluster;

/// <summary>The blob servers of a book, as a <see cref="PeerClient"/> asks them.</summary>
internal static class BlobPeers
{
    /// <summary>Their addresses at this moment.</summary>
    public static IReadOnlyList<Uri> Of(PeerBook book) => [.. book.Known.Select(address => new Uri($"https://{address}/"))];
}
