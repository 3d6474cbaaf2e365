using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Sweeper.Actors.Coordination;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Nodes;

/// <summary>What a node that trains and a coordinator say to each other before anything else.</summary>
public static class NodeProtocol
{
    /// <summary>The version of what is said here; a node and a coordinator of different ones, or that train differently, do not work together.</summary>
    public static string Version { get; } = $"4/{TrainingVersion.Current}";

    /// <summary>Are you there?</summary>
    /// <param name="Version">What the node speaks, and how it trains.</param>
    /// <param name="BlobServer">Where the node gives blobs to other processes, <c>host:port</c>; null where it does not, as one that shares the run's folder. Then it is
    /// not written, so that a coordinator of an earlier version can read the first knock, and turn the node away.</param>
    public sealed record Knock(string Version, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BlobServer = null) : IWireMessage;

    /// <summary>Here I am.</summary>
    /// <param name="Coordinators">Where coordinators may be found from now on, <c>host:port</c> each; the one that says so first.</param>
    /// <param name="Store">Which results it writes: attempts are numbered there, and a node that has worked for others would take new ones for old.</param>
    /// <param name="StoreMark">A blob that the run has put into its store when it began: a node that does not find it looks at another folder, and fetches blobs.</param>
    /// <param name="BlobServers">Where blobs are given, <c>host:port</c> each: the run's own first, then those of nodes.</param>
    /// <param name="MayLeave">Whether the run needs nothing of nodes any more: one that gives blobs stays until then, or until the run is gone.</param>
    public sealed record Welcome(ImmutableArray<string> Coordinators, string Store, Digest StoreMark, ImmutableArray<string> BlobServers, bool MayLeave) : IWireMessage;

    /// <summary>This node cannot work for this coordinator.</summary>
    /// <param name="Why">Why, for people.</param>
    public sealed record TurnedAway(string Why) : IWireMessage;
}
