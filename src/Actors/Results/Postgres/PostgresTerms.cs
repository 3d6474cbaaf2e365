using System.Data;
using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Sweeper.Actors.Results.Postgres;

/// <summary>Takes a turn at writing to a store in PostgreSQL, at once or when whoever has it is gone.</summary>
/// <param name="address">Where.</param>
/// <param name="self">Who asks.</param>
/// <param name="say">Told whom it waits for.</param>
internal sealed class PostgresTerms(PostgresAddress address, LockHolder self, Action<string> say)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan SayEvery = TimeSpan.FromMinutes(1);

    /// <summary>Takes the term of a holder that has left or is seen to be dead; with one that lives it is refused.</summary>
    /// <exception cref="StoreException">Somebody holds it, or the database cannot be used; the message names the remedy.</exception>
    public PostgresTerm Take() => Take(standby: false, CancellationToken.None);

    /// <summary>Waits until whoever holds the term has left or is dead, and takes it.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <exception cref="SweepCancelledException">The user has cancelled the sweep where it runs.</exception>
    /// <exception cref="StoreException">The database cannot be used; the message names the remedy.</exception>
    public PostgresTerm WaitAndTake(CancellationToken cancel) => Take(standby: true, cancel);

    /// <summary>What the row of terms says; null where the database does not answer or has none.</summary>
    public static TermLook? Look(PostgresAddress address)
    {
        try
        {
            using var connection = new NpgsqlConnection(address.ConnectionString(PostgresDatabase.ReaderPatience));
            connection.Open();
            return PostgresTables.Exist(connection) ? Look(connection) : null;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    private static TermLook Look(NpgsqlConnection connection) => connection.QuerySingle<TermLook>("SELECT number, beat, is_held AS IsHeld, holder, cancels FROM term");

    private PostgresTerm Take(bool standby, CancellationToken cancel)
    {
        using var connection = new NpgsqlConnection(address.ConnectionString(PostgresDatabase.ReaderPatience));
        var watch = new TermWatch();
        var clock = Stopwatch.StartNew();
        var (answered, said, cancels) = (TimeSpan.Zero, (TimeSpan?)null, (long?)null);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (connection.State != ConnectionState.Open)
                {
                    connection.Open();
                    PostgresTables.Make(connection, self.Since);
                }
                var look = Look(connection);
                answered = clock.Elapsed;
                cancels ??= look.Cancels;
                if (standby && look.Cancels != cancels) throw new SweepCancelledException($"{LockHolder.Describe(look.Holder)} has ended the sweep for all (cancelled, or stopped by on_failure)");
                if (watch.IsFree(look, clock.Elapsed) && TryTake(connection, look) is { } number) return new PostgresTerm(address, number);
                if (!standby && watch.HasSeenLife) throw new StoreException(Refusal(look));
                if (standby && watch.HasSeenLife && !(clock.Elapsed - said < SayEvery))
                {
                    if (said is null) say($"standing by: {LockHolder.Describe(look.Holder)} coordinates; this process takes over when that is gone");
                    said = clock.Elapsed;
                }
            }
            catch (PostgresException failure) when (PostgresFaults.Translate(failure, address) is { } translated)
            {
                throw translated;
            }
            catch (Exception failure) when (PostgresFaults.IsPassing(failure))
            {
                connection.Close();
                if (!standby && clock.Elapsed - answered >= PostgresDatabase.ReaderPatience) throw PostgresFaults.Gone(address, failure);
                if (standby && !(clock.Elapsed - said < SayEvery))
                {
                    say($"{address} does not answer ({PostgresFaults.Reason(failure)}); standing by until it does");
                    said = clock.Elapsed;
                }
            }
            cancel.WaitHandle.WaitOne(LookEvery);
        }
    }

    // Of several that have seen the same, one is first.
    private long? TryTake(NpgsqlConnection connection, TermLook seen) => connection.ExecuteScalar<long?>(
        """
        UPDATE term SET number = number + 1, beat = beat + 1, is_held = true, holder = @holder
        WHERE number = @Number AND beat = @Beat AND is_held = @IsHeld RETURNING number
        """,
        new { holder = self.ToNote(), seen.Number, seen.Beat, seen.IsHeld });

    private string Refusal(TermLook look) =>
        $"the results in {address} are in use by {LockHolder.Describe(look.Holder)}. Wait for it, end it (Ctrl-C or SIGTERM: finished work is kept), " +
        "start this one with --listen to have it stand by, or name another database.";
}
