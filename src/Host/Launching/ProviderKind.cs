namespace Sweeper.Host.Launching;

/// <summary>How nodes are started.</summary>
public enum ProviderKind
{
    /// <summary>As processes of this machine.</summary>
    Local,

    /// <summary>On other machines, through the system's ssh.</summary>
    Ssh,
}
