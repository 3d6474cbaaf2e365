namespace Sweeper.Host.Launching;

/// <summary>Starts real processes.</summary>
internal sealed class ProcessStarter : IProcessStarter
{
    /// <inheritdoc/>
    public INodeProcess Start(HostCommand command, NodeLog log) => new ChildProcess(command, log);
}
