namespace Sweeper.Training.Datasets.Fetching;

/// <summary>A transfer that broke off and may work when tried again; the message is a reason, no sentence.</summary>
/// <param name="message">What happened: <c>the connection was lost</c>.</param>
/// <param name="inner">The cause.</param>
/// <param name="after">How long the server asks to be left alone; null where it does not say.</param>
internal sealed class TransferException(string message, Exception? inner = null, TimeSpan? after = null) : Exception(message, inner)
{
    /// <summary>How long the server asks to be left alone; null where it does not say.</summary>
    public TimeSpan? After => after;
}
