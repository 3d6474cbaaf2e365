using System.Data;
using Dapper;
using Npgsql;

namespace Sweeper.Actors.Results.Postgres;

/// <summary>A coordinator's turn at writing to a store in PostgreSQL. While it lasts, a thread shows twice a second that the coordinator lives.</summary>
internal sealed class PostgresTerm : IDisposable
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(0.5);

    private readonly PostgresAddress _address;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _deposed = new();
    private readonly ManualResetEventSlim _leaving = new();
    private volatile bool _isCancelled;
    private bool _hasToldCancel;

    /// <summary>Begins to show life.</summary>
    /// <param name="address">Where.</param>
    /// <param name="number">The term that was taken.</param>
    public PostgresTerm(PostgresAddress address, long number)
    {
        (_address, Number) = (address, number);
        _thread = new Thread(Beat) { IsBackground = true, Name = "term" };
        _thread.Start();
    }

    /// <summary>The term; each is above those before.</summary>
    public long Number { get; }

    /// <summary>Cancelled when another has taken over.</summary>
    public CancellationToken Deposed => _deposed.Token;

    /// <summary>Those who stand by are not to take over, but to end: told with the next beat, or when this leaves.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>Leaves: whoever waits need not wait to see it dead.</summary>
    public void Dispose()
    {
        _leaving.Set();
        // A database that does not answer finds out by itself.
        _thread.Join(PostgresDatabase.ReaderPatience);
    }

    private void Beat()
    {
        using var connection = new NpgsqlConnection(_address.ConnectionString(PostgresDatabase.ReaderPatience));
        while (!_leaving.Wait(BeatEvery))
        {
            if (Update(connection, "UPDATE term SET beat = beat + 1, cancels = cancels + @cancelled WHERE number = @Number") != 0) continue;
            _deposed.Cancel();
            return;
        }
        Update(connection, "UPDATE term SET is_held = false, cancels = cancels + @cancelled WHERE number = @Number");
    }

    // Null where the database did not answer: it is asked again.
    private int? Update(NpgsqlConnection connection, string statement)
    {
        try
        {
            if (connection.State != ConnectionState.Open) connection.Open();
            var cancels = _isCancelled && !_hasToldCancel;
            var changed = connection.Execute(statement, new { Number, cancelled = cancels ? 1 : 0 });
            _hasToldCancel |= cancels;
            return changed;
        }
        catch (Exception failure) when (failure is NpgsqlException || PostgresFaults.IsPassing(failure))
        {
            connection.Close();
            return null;
        }
    }
}
