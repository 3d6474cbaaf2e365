namespace Sweeper.Host.Launching;

/// <summary>A process that launch has started.</summary>
internal interface INodeProcess : IDisposable
{
    /// <summary>Its exit code, when it has ended and what it said is in its log.</summary>
    Task<int> Ended { get; }

    /// <summary>Ends its input, upon which it ends.</summary>
    void AskToEnd();

    /// <summary>Ends it and those that it has started on this machine, at once.</summary>
    void Kill();
}
