using Microsoft.Extensions.Hosting;

namespace Sweeper.Host.Runs;

/// <summary>
/// Leaves signals alone. The default lifetime stops the host at Ctrl-C, and with it the actors, before they have closed their work;
/// <see cref="InterruptSignals"/> asks the sweep to end first.
/// </summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
