using System.Collections.Concurrent;
using System.Text;
using Sweeper.Host.Watching.Terminals;

namespace Sweeper.Host.Tests.Watching;

/// <summary>A terminal that a test types on and looks at.</summary>
internal sealed class FakeTerminal : ITerminal
{
    private readonly BlockingCollection<byte[]> _typed = [];
    private readonly ConcurrentQueue<string> _written = new();

    public (int Width, int Height) Size { get; set; } = (80, 24);

    /// <summary>Whether a console has it.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>How often it was taken.</summary>
    public int Taken { get; private set; }

    /// <summary>What writing fails with, and reading where it is that of a terminal that has gone away; null for nothing.</summary>
    public Exception? Failure { get; set; }

    /// <summary>All that was written.</summary>
    public string[] Written => [.. _written];

    public void Type(string text) => _typed.Add(Encoding.UTF8.GetBytes(text));

    /// <summary>Waits until something is so, for ten seconds at most.</summary>
    public static void Until(Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(isSo, TimeSpan.FromSeconds(10)), "it did not come to that");

    public void Enter()
    {
        IsTaken = true;
        Taken++;
    }

    public void Leave() => IsTaken = false;

    public void Write(string text)
    {
        if (Failure is { } failure) throw failure;
        Assert.True(IsTaken, "drawn on a terminal that was given back");
        _written.Enqueue(text);
    }

    public int? Read(Span<byte> bytes, TimeSpan wait)
    {
        if (Failure is IOException failure) throw failure;
        if (!_typed.TryTake(out var typed, wait)) return 0;
        typed.CopyTo(bytes);
        return typed.Length;
    }
}
