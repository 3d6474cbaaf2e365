using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Sweeper.Actors.Results.Postgres;

/// <summary>
/// A result store's tables in PostgreSQL. A connection that breaks is made anew, and what was under way done again. Whoever writes has a term: each of its
/// transactions holds it, so that a coordinator that another has taken over from changes nothing (law 6).
/// </summary>
internal sealed class PostgresDatabase : ResultDatabase
{
    /// <summary>How long a reader waits for a server that does not answer.</summary>
    public static readonly TimeSpan ReaderPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // Results of a million trainings are read in a few seconds. A connection to a machine that is out of reach says nothing for ever.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    // Said once it is no hiccup.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private readonly PostgresAddress _address;
    private readonly NpgsqlConnection _connection;
    private readonly long? _term;
    private readonly TimeSpan _patience;
    private readonly Action<string> _say;

    private PostgresDatabase(PostgresAddress address, long? term, TimeSpan patience, Action<string> say)
    {
        (_address, _term, _patience, _say) = (address, term, patience, say);
        _connection = new NpgsqlConnection(address.ConnectionString(term is not null && patience / 2 < LongestAnswer ? patience / 2 : LongestAnswer));
    }

    /// <inheritdoc/>
    public override string Name => _address.ToString();

    /// <inheritdoc/>
    public override DbConnection Connection => _connection;

    /// <inheritdoc/>
    public override long Format => _connection.QuerySingle<long>("SELECT version FROM format");

    /// <inheritdoc/>
    public override long Bytes => _connection.ExecuteScalar<long>(
        "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'");

    /// <summary>Opens a database that has its tables, to read.</summary>
    /// <exception cref="StoreException">It cannot be used, or has no tables; the message names the remedy.</exception>
    public static PostgresDatabase OpenToRead(PostgresAddress address) => new PostgresDatabase(address, null, ReaderPatience, _ => { }).Checked();

    /// <summary>Opens a database for the coordinator of a term.</summary>
    /// <param name="address">Where it is; <see cref="PostgresTerms"/> has made its tables.</param>
    /// <param name="term">The term.</param>
    /// <param name="patience">How long it waits for a server that does not answer.</param>
    /// <param name="say">Told when that takes long.</param>
    /// <exception cref="StoreException">It cannot be used; the message names the remedy.</exception>
    public static PostgresDatabase OpenToWrite(PostgresAddress address, long term, TimeSpan patience, Action<string> say) => new PostgresDatabase(address, term, patience, say).Checked();

    /// <inheritdoc/>
    public override T Guard<T>(Func<T> query)
    {
        var since = Stopwatch.StartNew();
        var hasSaid = false;
        for (var pause = ShortestPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                if (_connection.State != ConnectionState.Open) Open();
                var answer = query();
                if (hasSaid) _say($"{Name} answers again");
                return answer;
            }
            catch (PostgresException failure) when (PostgresFaults.Translate(failure, _address) is { } translated)
            {
                throw translated;
            }
            catch (Exception failure) when (PostgresFaults.IsPassing(failure) || _connection.State != ConnectionState.Open)
            {
                _connection.Close();
                if (since.Elapsed >= _patience) throw Gone(failure);
                if (!hasSaid && since.Elapsed >= Quiet)
                {
                    hasSaid = true;
                    _say($"{Name} does not answer ({PostgresFaults.Reason(failure)}); trainings go on, and results are kept until it does");
                }
            }
            Thread.Sleep(pause);
        }
    }

    /// <inheritdoc/>
    public override T InTransaction<T>(Func<T> change) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        HoldTerm();
        var result = change();
        transaction.Commit();
        return result;
    });

    /// <inheritdoc/>
    public override DbTransaction Moment() => _connection.BeginTransaction(IsolationLevel.RepeatableRead);

    /// <inheritdoc/>
    public override DbParameter Value(int number) => new NpgsqlParameter();

    /// <summary>Its text cannot hold the character of code 0, and its integers have 64 bits: what a statement expects that was prepared while the value was missing.</summary>
    public override object? Storable(object? value) => value switch
    {
        string text => text.Replace('\0', '\uFFFD'),
        int number => (long)number,
        _ => value,
    };

    /// <inheritdoc/>
    public override void Dispose() => _connection.Dispose();

    // A writer out of reach may have been taken over from.
    private Exception Gone(Exception failure) => PostgresFaults.Gone(_address, failure) is var gone && _term is null ? gone : new DeposedException(gone.Message, gone);

    // Who takes over waits for this transaction to end; one that has begun after that finds another term.
    private void HoldTerm()
    {
        if (_connection.ExecuteScalar<long?>("SELECT number FROM term WHERE number = @term FOR SHARE", new { term = _term }) is null)
            throw new DeposedException($"another coordinator has taken over the results in {Name}");
    }

    // A writer that stands still in a transaction keeps nobody from taking over for longer than this.
    private void Open()
    {
        _connection.Open();
        if (_term is not null) _connection.Execute("SET idle_in_transaction_session_timeout = '10s'; SET lock_timeout = '15s'");
    }

    private PostgresDatabase Checked()
    {
        try
        {
            Guard(() =>
            {
                if (!PostgresTables.Exist(_connection)) throw new StoreException($"{Name} has no results of Sweeper. `sweeper run SPEC --results-db @FILE` makes its tables.");
                ResultSchema.Check(Format, Name);
                return true;
            });
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
