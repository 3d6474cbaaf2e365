using CsCheck;
using Sweeper.Actors.Results;
using Sweeper.Training.Stages;
using static Sweeper.Actors.Tests.Results.StoreSamples;

namespace Sweeper.Actors.Tests.Results;

public sealed class ResultStorePropertyTests
{
    private static readonly Gen<(int Kind, int A, int B, int C)[]> Histories =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 2]).Array[1, 40];

    [Fact]
    public void Any_history_reads_as_in_the_model_and_each_write_twice_is_the_write_once() => Check(() => new SqlitePlace(), 100);

    // A database takes a tenth of a second to make.
    [Fact]
    public void In_PostgreSQL_too() => Check(() => new PostgresPlace(), 25);

    private static void Check(Func<StorePlace> place, int histories)
    {
        using (place())
        {
            // Skips here where that kind cannot be had.
        }
        Histories.Sample(history =>
        {
            var writes = Writes(history).ToList();
            using var model = new ModelStore();
            model.Commit(writes);
            var expected = Contents(model);
            using (var once = place()) Assert.Equal(expected, ReadBack(once, writes.Chunk(7)));
            using (var twice = place()) Assert.Equal(expected, ReadBack(twice, writes.Select(write => new[] { write, write })));
        }, iter: histories);
    }

    // What was stored, read beside the writer and again after it: the same.
    private static string ReadBack(StorePlace place, IEnumerable<StoreWrite[]> batches)
    {
        string during;
        using (var store = place.OpenForRun())
        {
            foreach (var batch in batches) store.Results.Commit(batch);
            using var beside = place.OpenToRead();
            during = Contents(store.Results);
            Assert.Equal(during, Contents(beside.Results));
        }
        using var after = place.OpenToRead();
        Assert.Equal(during, Contents(after.Results));
        return during;
    }

    private static IEnumerable<StoreWrite> Writes((int Kind, int A, int B, int C)[] history)
    {
        var attempts = new List<int>();
        for (var i = 0; i < history.Length; i++)
        {
            var (kind, a, b, c) = history[i];
            var attempt = attempts.Count == 0 ? 0 : 1 + (a * 6 + b) % attempts.Count;
            switch (kind)
            {
                case 0 or 1 or 2:
                    attempts.Add(a);
                    yield return Open(attempts.Count, a);
                    break;
                case 3 or 4 when attempt > 0:
                    yield return Complete(attempt, attempts[attempt - 1], state: c, Stored(attempts[attempt - 1], c), Stored(10 + b, c, ArtifactKind.Weights));
                    break;
                case 5 or 6 when attempt > 0:
                    yield return Fail(attempt, attempts[attempt - 1], (FailureCause)((b + c) % 7));
                    break;
                case 7 when attempt > 0:
                    yield return c == 0 ? Close(attempt, attempts[attempt - 1], new StageOutcome.Cancelled()) : Retry(c == 1 ? a : null, minute: i);
                    break;
                case 10 when attempt > 0: yield return Epochs(attempt, 1 + a, 2 + b); break;
                case 11 when attempts.Count > 0: yield return Message(attempts[0], $"message {b}", minute: c); break;
                case 8: yield return new StoreWrite.ForgetArtifact(Artifact(c == 0 ? 10 + b : a), Bytes(c)); break;
                case 9: yield return new StoreWrite.PutSweep(Sweep($"name {a % 2}", $"text {c}", minute: i, digest: Bytes(b))); break;
            }
        }
    }
}
