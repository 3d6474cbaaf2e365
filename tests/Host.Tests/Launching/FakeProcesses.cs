using Sweeper.Host.Launching;

namespace Sweeper.Host.Tests.Launching;

/// <summary>Processes that end as the test says.</summary>
internal sealed class FakeProcesses : IProcessStarter
{
    private readonly Lock _lock = new();
    private readonly Queue<(int Code, string Line)> _ends = new();
    private readonly List<Process> _started = [];

    /// <summary>Those that were started.</summary>
    public IReadOnlyList<Process> Started
    {
        get
        {
            lock (_lock) return [.. _started];
        }
    }

    /// <summary>The next one says a line and ends.</summary>
    public FakeProcesses ThenEnds(int code, string line = "")
    {
        _ends.Enqueue((code, line));
        return this;
    }

    public INodeProcess Start(HostCommand command, NodeLog log)
    {
        lock (_lock)
        {
            var process = new Process(command);
            _started.Add(process);
            if (_ends.TryDequeue(out var end))
            {
                log.Add(end.Line);
                process.End(end.Code);
            }
            return process;
        }
    }

    /// <summary>Waits until so many have been started.</summary>
    public async Task<Process> Nth(int number)
    {
        for (var tries = 0; Started.Count < number; tries++)
        {
            Assert.True(tries < 1000, $"{Started.Count} were started, not {number}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        return Started[number - 1];
    }

    internal sealed class Process(HostCommand command) : INodeProcess
    {
        private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HostCommand Command { get; } = command;

        public bool IsStubborn { get; set; }

        public bool WasAsked { get; private set; }

        public bool WasKilled { get; private set; }

        public Task<int> Ended => _ended.Task;

        public void End(int code) => _ended.TrySetResult(code);

        public void AskToEnd()
        {
            WasAsked = true;
            if (!IsStubborn) End(130);
        }

        public void Kill()
        {
            WasKilled = true;
            End(137);
        }

        public void Dispose()
        {
        }
    }
}
