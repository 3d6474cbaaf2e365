using System.Data.Common;

namespace Sweeper.Actors.Results;

/// <summary>An open database with the tables of a result store: one connection, and what databases do in different ways. Not safe for several threads at once.</summary>
internal abstract class ResultDatabase : IDisposable
{
    /// <summary>What it is, for people: a file, or a server and a name.</summary>
    public abstract string Name { get; }

    /// <summary>The connection.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>The version of its tables.</summary>
    public abstract long Format { get; }

    /// <summary>What it takes on its disk.</summary>
    public abstract long Bytes { get; }

    /// <summary>Runs a query; the database's errors come out as the store's own.</summary>
    /// <exception cref="StoreException">The database cannot be used; the message names the remedy.</exception>
    /// <exception cref="Training.Tickets.NoSpaceException">There is no room.</exception>
    public abstract T Guard<T>(Func<T> query);

    /// <summary>Makes changes, all of them or none; durable when this returns. They may be made more than once, where a connection was lost.</summary>
    /// <exception cref="StoreException">The database cannot be used, or is another coordinator's now; the message names the remedy.</exception>
    /// <exception cref="Training.Tickets.NoSpaceException">There is no room.</exception>
    public abstract T InTransaction<T>(Func<T> change);

    /// <summary>A transaction that sees one moment of the database, to read.</summary>
    public abstract DbTransaction Moment();

    /// <summary>The value <c>$NUMBER</c> of a statement.</summary>
    public abstract DbParameter Value(int number);

    /// <summary>A value as this database can hold it.</summary>
    public virtual object? Storable(object? value) => value;

    /// <inheritdoc/>
    public abstract void Dispose();
}
