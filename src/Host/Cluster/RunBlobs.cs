using System.Text;
using Akka.Actor;
using Sweeper.Actors;
using Sweeper.Actors.Coordination;
using Sweeper.Actors.Nodes;
using Sweeper.Actors.Results;
using Sweeper.Host.Serving;
using Sweeper.Training.Keys;
using Sweeper.Training.Tickets;

namespace Sweeper.Host.Cluster;

/// <summary>The blobs of a run that listens: gives those of its store to nodes, fetches what only nodes have, and brings all that they make into the store.</summary>
internal sealed class RunBlobs : IAsyncDisposable
{
    /// <summary>So many nodes may give blobs; each of them is told of <see cref="PeerBook.Most"/>, and finds at the run what the others have made.</summary>
    public const int MostNodes = 4096;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Listening _listening;
    private readonly SweepStore _store;
    private readonly PeerBook _nodes;
    private readonly BlobServer _server;
    private readonly FetchingBlobStore _forTrainers;
    private readonly FetchingBlobStore _forStore;
    private readonly ArtifactPuller _puller;
    private readonly Timer _looking;
    private readonly Digest _mark;
    private readonly long _begun = SteadyTime.Shared.GetTimestamp();
    private volatile bool _hasAll;

    private RunBlobs(Listening listening, SweepStore store, BlobServer server, Action<string> say)
    {
        (_listening, _store, _server) = (listening, store, server);
        // Of this run alone: in a copy of the store's folder it is not.
        _mark = store.Blobs.Put(Encoding.UTF8.GetBytes($"the mark of a run in the sweeper store {store.Id}: {Guid.NewGuid():N}\n"));
        _nodes = new PeerBook(Reception.Memory, SteadyTime.Shared, MostNodes);
        _forTrainers = new FetchingBlobStore(store.Blobs, cache: null, listening.Key, Peers, mayAppear: MayAppear);
        // One of its own: a trainer waits for peers that may come, and nothing else does.
        _forStore = new FetchingBlobStore(store.Blobs, cache: null, listening.Key, Peers, digest => _puller?.SizeOf(digest));
        _puller = new ArtifactPuller(_forStore, Peers, say);
        foreach (var artifact in store.Results.Artifacts().Values.Where(artifact => !store.Blobs.Contains(artifact.Digest))) _puller.Want(artifact.Digest, artifact.Bytes);
        _looking = new Timer(_ => _puller.LookAround(), null, LookEvery, LookEvery);
    }

    /// <summary>The blobs as trainers of the run's process see them: those of the store, and those of nodes.</summary>
    public IBlobStore Store => _forTrainers;

    /// <summary>Starts; what the store has rows of and not the blobs is fetched as nodes come.</summary>
    /// <param name="listening">Where the run listens, and who may come.</param>
    /// <param name="store">Its store.</param>
    /// <param name="say">Tells people.</param>
    /// <exception cref="UserException">It cannot listen there.</exception>
    public static async Task<RunBlobs> Start(Listening listening, SweepStore store, Action<string> say) =>
        new(listening, store, await BlobServer.Start(StatusPort.Open(listening.Address with { Port = 0 }, "--listen"), listening.Key, store.Blobs.OpenToRead, say), say);

    /// <summary>The props of the run's reception.</summary>
    public Props ReceptionProps(IActorRef coordinator)
    {
        var welcome = new NodeProtocol.Welcome([_listening.Place], _store.Id, _mark, [_server.Address.Authority], MayLeave: false);
        return Reception.Props(coordinator, welcome, _nodes, () => _hasAll);
    }

    /// <summary>Hears what happens in the sweep: what a training has left is brought here.</summary>
    public void Hear(SweepEvent change)
    {
        if (change is not SweepEvent.Completed completed) return;
        foreach (var artifact in completed.Artifacts) _puller.Want(artifact.Digest, artifact.Bytes);
    }

    /// <summary>The sweep has ended: waits for what nodes have made, then lets them go.</summary>
    public async Task Drain()
    {
        await _puller.Drain(MayAppear);
        _hasAll = true;
    }

    /// <summary>Gives and fetches nothing any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _looking.DisposeAsync();
        _puller.Dispose();
        _forStore.Dispose();
        _forTrainers.Dispose();
        await _server.DisposeAsync();
        try
        {
            _store.Blobs.Delete(_mark);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is some bytes that nothing refers to: `store gc` deletes it.
        }
    }

    private IReadOnlyList<Uri> Peers() => BlobPeers.Of(_nodes);

    // Nodes that look for this run knock every second, and wait five for one that does not answer.
    private bool MayAppear() => SteadyTime.Shared.GetElapsedTime(_begun) < NodeBlobs.Settling;
}
