namespace Sweeper.Host.Cluster;

/// <summary>Why a peer has not given a blob.</summary>
internal enum PeerFault
{
    /// <summary>It has not got it.</summary>
    Absent,

    /// <summary>It does not answer, or the connection broke off: it may work when tried again.</summary>
    Broken,

    /// <summary>What it gives is not the blob, or it is not of this cluster: it is not asked again.</summary>
    Wrong,
}
