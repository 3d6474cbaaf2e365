namespace Sweeper.Host.Watching;

/// <summary>A value that is asked for by a key, one question at a time, and again after a while. Used by one thread; answers come from any.</summary>
/// <param name="time">The clock.</param>
/// <param name="spacing">How old an answer becomes before it is asked for again.</param>
internal sealed class Asked<TKey, TValue>(TimeProvider time, TimeSpan spacing) where TKey : class where TValue : class
{
    private TKey? _key;
    private long _askedAt;
    private Task _question = Task.CompletedTask;
    private volatile TValue? _value;

    /// <summary>The last answer; null before the first.</summary>
    public TValue? Value => _value;

    /// <summary>Asks if the key is another than last time or the answer has become old.</summary>
    /// <param name="key">What is wanted.</param>
    /// <param name="ask">Asks for it.</param>
    /// <param name="answered">Called when the answer to a key that is not that of last time is there; one asked for again is seen with the next snapshot.</param>
    public void Want(TKey key, Func<TKey, Task<TValue?>> ask, Action answered)
    {
        if (!_question.IsCompleted) return;
        var isAsked = Equals(key, _key);
        if (isAsked && time.GetElapsedTime(_askedAt) < spacing) return;
        (_key, _askedAt) = (key, time.GetTimestamp());
        _question = Answer(key, ask, isAsked ? null : answered);
    }

    private async Task Answer(TKey key, Func<TKey, Task<TValue?>> ask, Action? answered)
    {
        try
        {
            _value = await Task.Run(() => ask(key));
            answered?.Invoke();
        }
        catch (Exception trouble) when (trouble is IOException or OperationCanceledException)
        {
            // The snapshots do not come either, and say why; this is asked again.
        }
    }
}
