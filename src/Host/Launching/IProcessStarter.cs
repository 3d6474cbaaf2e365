namespace Sweeper.Host.Launching;

/// <summary>Starts processes.</summary>
internal interface IProcessStarter
{
    /// <summary>Starts one.</summary>
    /// <param name="command">The command.</param>
    /// <param name="log">Who hears its lines.</param>
    /// <exception cref="UserException">It cannot be started.</exception>
    INodeProcess Start(HostCommand command, NodeLog log);
}
