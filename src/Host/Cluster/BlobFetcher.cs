using System.Collections.Concurrent;
using Sweeper.Host.Display;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Cluster;

/// <summary>Brings a blob from whichever peer has it: goes on where a connection broke off, tries again after faults that pass, and takes nothing that has another digest.</summary>
/// <param name="client">Asks a peer once.</param>
/// <param name="time">The clock for pauses.</param>
internal sealed class BlobFetcher(PeerClient client, TimeProvider time)
{
    /// <summary>So often all peers are asked that do not answer.</summary>
    public const int Rounds = 3;

    /// <summary>So many tries in a row may bring nothing of a blob that has begun to come.</summary>
    public const int MostIdleTries = 4;

    private const int MostTries = 200;
    private const int MostNamed = 8;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.25);

    // A machine that is off costs the whole time for connecting, at each blob.
    private static readonly TimeSpan Grudge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Uri, DateTimeOffset> _silent = new();

    /// <summary>Brings a blob; it is durable when this returns.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="peers">Whom to ask, in this order; those that have not answered lately come last.</param>
    /// <param name="transfer">Where to put it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LostBlobException">Nobody has given it; what was wrong with each.</exception>
    /// <exception cref="NoSpaceException">The disk has no room.</exception>
    public async Task<byte[]> Fetch(Digest digest, IReadOnlyList<Uri> peers, BlobTransfer transfer, CancellationToken cancel)
    {
        var faults = new Dictionary<Uri, PeerException>();
        var asked = InOrder(peers);
        for (var round = 1; asked.Count > 0; round++)
        {
            var silent = new List<Uri>();
            foreach (var peer in asked)
            {
                try
                {
                    var bytes = await From(peer, digest, transfer, cancel);
                    _silent.TryRemove(peer, out _);
                    return bytes;
                }
                catch (PeerException fault)
                {
                    faults[peer] = fault;
                    if (fault.Fault != PeerFault.Broken) continue;
                    silent.Add(peer);
                    _silent[peer] = time.GetUtcNow();
                }
            }
            if (round == Rounds || silent.Count == 0) break;
            await Task.Delay(Pause(round + 1), time, cancel);
            asked = silent;
        }
        throw Lost(digest, faults);
    }

    // What comes of one peer is not mixed with another's: of bytes with the wrong digest it is known whose they are.
    private async Task<byte[]> From(Uri peer, Digest digest, BlobTransfer transfer, CancellationToken cancel)
    {
        transfer.Restart();
        var idle = 0;
        for (var tries = 1; ; tries++)
        {
            var before = transfer.Filled;
            try
            {
                await client.Fetch(peer, digest, transfer, cancel);
                return transfer.TryKeep() ?? throw new PeerException(PeerFault.Wrong, "what it sent has another digest");
            }
            catch (PeerException fault) when (fault.Fault == PeerFault.Broken && transfer.Filled > 0 && tries < MostTries)
            {
                idle = transfer.Filled > before ? 0 : idle + 1;
                if (idle == MostIdleTries) throw;
            }
            await Task.Delay(Pause(idle), time, cancel);
        }
    }

    private List<Uri> InOrder(IReadOnlyList<Uri> peers)
    {
        var now = time.GetUtcNow();
        foreach (var (peer, since) in _silent)
        {
            if (now - since > Grudge) _silent.TryRemove(peer, out _);
        }
        return [.. peers.Distinct().OrderBy(_silent.ContainsKey)];
    }

    // 0.25, 0.5, 1, 2 seconds.
    private static TimeSpan Pause(int idle) => ShortestPause * (1 << Math.Min(idle, MostIdleTries - 1));

    private static LostBlobException Lost(Digest digest, Dictionary<Uri, PeerException> faults)
    {
        var said = faults.Take(MostNamed).Select(fault => $"{fault.Key.Authority}: {TerminalText.Clean(fault.Value.Message)}");
        var others = faults.Count > MostNamed ? $"; and {faults.Count - MostNamed} more" : "";
        return new(digest, faults.Count == 0
            ? $"The blob {digest.Short}... is not here, and there is no peer to ask. The training that made it runs again."
            : $"The blob {digest.Short}... is not here, and no peer has given it ({string.Join("; ", said)}{others}). The training that made it runs again.")
        {
            IsUnanswered = faults.Values.Any(fault => fault.Fault == PeerFault.Broken),
        };
    }
}
