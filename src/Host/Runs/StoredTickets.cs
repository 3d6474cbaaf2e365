using Sweeper.Actors.Planning;
using Sweeper.Actors.Results;
using Sweeper.Actors.Tickets;
using Sweeper.Training.Keys;
using Sweeper.Training.Pruning;
using Sweeper.Training.Stages;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Runs;

/// <summary>The winning tickets of a store's sweeps; reading only, also beside a run.</summary>
internal sealed class StoredTickets : IDisposable
{
    private readonly SweepStore _store;
    private readonly Dictionary<ArtifactKey, StoredArtifact> _artifacts;

    private StoredTickets(SweepStore store, IReadOnlyList<(string Name, SweepPlan Plan)> plans, IReadOnlyDictionary<StageKey, StoredResult> results, IReadOnlyList<string> notes)
    {
        _store = store;
        _artifacts = store.Results.Artifacts();
        var there = new Dictionary<ArtifactKey, bool>();
        Entries = [.. plans.SelectMany(sweep => TicketIndex.Of(sweep.Plan)
            .Select(ticket => new TicketEntry(sweep.Name, sweep.Plan, ticket, TicketIndex.StateOf(ticket, results.ContainsKey, IsThere))))];
        Notes = notes;

        bool IsThere(ArtifactKey key) => there.TryGetValue(key, out var known) ? known
            : there[key] = _artifacts.TryGetValue(key, out var artifact) && store.Blobs.Contains(artifact.Digest);
    }

    /// <summary>Every ticket that a sweep asks for; one that several ask for, once a sweep.</summary>
    public IReadOnlyList<TicketEntry> Entries { get; }

    /// <summary>What a reader should know: the sweeps that this version does not read.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Opens a store's tickets.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="sweep">The sweep; null is all of them.</param>
    /// <exception cref="StoreException">There is no store that can be read.</exception>
    /// <exception cref="UserException">It has no such sweep, or none that this version reads.</exception>
    public static StoredTickets Open(string folder, string? sweep)
    {
        var store = SweepStore.OpenToRead(folder);
        try
        {
            var (plans, notes) = StoredPlans.All(store, folder, sweep);
            // Results first: a training that finishes in between then has its artifacts, and is not taken for one that lost them.
            return new(store, plans, store.Results.Results(), notes);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The tickets of one sweep whose plan and results are read already.</summary>
    /// <param name="store">The store; the caller closes it, and not the tickets.</param>
    /// <param name="name">The sweep's name.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="results">What is stored of its stages.</param>
    public static StoredTickets Of(SweepStore store, string name, SweepPlan plan, IReadOnlyDictionary<StageKey, StoredResult> results) => new(store, [(name, plan)], results, []);

    /// <summary>Reads and verifies a stored ticket.</summary>
    /// <exception cref="LostBlobException">A blob is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">A blob is whole but not of this network.</exception>
    public TicketContents Read(TicketEntry entry)
    {
        var ticket = entry.Ticket;
        return Guard(ticket, () =>
        {
            var weights = _store.Blobs.Get(_artifacts[ticket.Weights].Digest);
            if (ticket.Mask is not { } key) return new TicketContents(Mask.Ones(entry.Architecture, ticket.Pruning.Rule.Tensors), null, weights);
            var mask = _store.Blobs.Get(_artifacts[key].Digest);
            return new TicketContents(MaskFile.Read(mask), mask.Length, weights);
        });
    }

    /// <summary>Reads and verifies the mask of a ticket that was pruned at least once, without its weights, which are ten times as large and more.</summary>
    /// <exception cref="LostBlobException">The blob is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">It is whole but no mask.</exception>
    public Mask ReadMask(WinningTicket ticket) => Guard(ticket, () => MaskFile.Read(_store.Blobs.Get(_artifacts[ticket.Mask!.Value].Digest)));

    /// <summary>Where a ticket comes from.</summary>
    public TicketLineage LineageOf(TicketEntry entry) => TicketLineage.Of(entry.Ticket, _artifacts, _store.Results.ResultsOf);

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private static T Guard<T>(WinningTicket ticket, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LostBlobException lost)
        {
            throw new LostBlobException(lost.Digest, $"ticket {ticket.Id.Short}: {lost.Message} Or put the file back from a copy of the store.");
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"ticket {ticket.Id.Short}: its mask is {wrong.Message}", wrong);
        }
    }
}
