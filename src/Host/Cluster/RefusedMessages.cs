using System.Collections.Concurrent;

namespace Sweeper.Host.Cluster;

/// <summary>Says once of each kind of thing that came from another process and was no message.</summary>
/// <param name="say">Tells the user.</param>
internal sealed class RefusedMessages(Action<string> say)
{
    /// <summary>So many kinds are told of: whoever makes up names fills no memory and no log.</summary>
    public const int Most = 100;

    private readonly ConcurrentDictionary<string, bool> _known = new();

    /// <summary>One was refused.</summary>
    /// <param name="why">What is wrong with it.</param>
    public void Add(string why)
    {
        if (_known.Count < Most && _known.TryAdd(why, true)) say($"refused what another process of this cluster sent: {why}");
    }
}
