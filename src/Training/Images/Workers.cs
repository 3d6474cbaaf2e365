namespace Sweeper.Training.Images;

/// <summary>Does one thing for each of many images on plain threads of its own; the thread pool stays free for timers and actors.</summary>
internal static class Workers
{
    /// <summary>Calls an action for 0 .. count-1, on as many threads as there are processors; returns when all are done.</summary>
    /// <param name="count">How many calls.</param>
    /// <param name="action">Given the number and the thread's own memory.</param>
    /// <exception cref="Exception">That of the first number that failed: which one does not depend on the threads.</exception>
    public static void ForEach(int count, Action<int, ImageScratch> action)
    {
        var next = -1;
        var failed = new SortedDictionary<int, Exception>();
        var threads = Enumerable.Range(0, Math.Min(count, Environment.ProcessorCount)).Select(i => new Thread(Work) { IsBackground = true, Name = $"images {i}" }).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (failed.Count > 0) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed.First().Value);

        void Work()
        {
            var scratch = new ImageScratch();
            // Numbers are taken in order, so all before one that failed are done or being done.
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                try
                {
                    action(i, scratch);
                }
                catch (Exception error)
                {
                    lock (failed) failed[i] = error;
                    return;
                }
                lock (failed)
                {
                    if (failed.Count > 0) return;
                }
            }
        }
    }
}
