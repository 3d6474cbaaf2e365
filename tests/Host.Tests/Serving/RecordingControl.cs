using Sweeper.Host.Watching;

namespace Sweeper.Host.Tests.Serving;

/// <summary>A run that does what it is told, but does not retry.</summary>
internal sealed class RecordingControl : IRunControl
{
    public List<ControlAction> Done { get; } = [];

    public Task<string> Do(ControlAction action, CancellationToken cancel)
    {
        if (action == ControlAction.Retry) throw new NotSupportedException("not this one");
        Done.Add(action);
        return Task.FromResult($"told to {action}");
    }
}
