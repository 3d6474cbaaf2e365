using Sweeper.Host.Watching;

namespace Sweeper.Host.Tests.Serving;

/// <summary>A run that does what it is told, but retries only single trainings; those whose keys start with <c>dead</c> have not failed.</summary>
internal sealed class RecordingControl : IRunControl
{
    public List<ControlOrder> Done { get; } = [];

    public Task<string> Do(ControlOrder order, CancellationToken cancel)
    {
        if (order == ControlAction.Retry) throw new NotSupportedException("not this one");
        if (order.Stage == "dead") throw new ControlRefusedException("that has not failed");
        Done.Add(order);
        return Task.FromResult($"told to {order.Action}{(order.Stage is { } stage ? $" {stage}" : "")}");
    }
}
