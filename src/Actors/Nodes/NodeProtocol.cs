using System.Collections.Immutable;
using Sweeper.Actors.Coordination;
using Sweeper.Training.Keys;
using Sweeper.Training.Stages;

namespace Sweeper.Actors.Nodes;

/// <summary>What a node that trains and a coordinator say to each other before anything else.</summary>
public static class NodeProtocol
{
    /// <summary>The version of what is said here; a node and a coordinator of different ones, or that train differently, do not work together.</summary>
    public static string Version { get; } = $"1/{TrainingVersion.Current}";

    /// <summary>Are you there?</summary>
    /// <param name="Version">What the node speaks, and how it trains.</param>
    public sealed record Knock(string Version) : IWireMessage;

    /// <summary>Here I am.</summary>
    /// <param name="Coordinators">Where coordinators may be found from now on, <c>host:port</c> each.</param>
    /// <param name="StoreMark">A blob of the sweep's store: a node that does not find it looks at another store.</param>
    public sealed record Welcome(ImmutableArray<string> Coordinators, Digest StoreMark) : IWireMessage;

    /// <summary>This node cannot work for this coordinator.</summary>
    /// <param name="Why">Why, for people.</param>
    public sealed record TurnedAway(string Why) : IWireMessage;
}
