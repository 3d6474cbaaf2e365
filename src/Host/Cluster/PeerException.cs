namespace Sweeper.Host.Cluster;

/// <summary>A peer has not given a blob; the message says why, without its address.</summary>
internal sealed class PeerException(PeerFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether to ask again.</summary>
    public PeerFault Fault => fault;
}
