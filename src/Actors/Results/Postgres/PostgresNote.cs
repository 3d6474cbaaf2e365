using System.Text;
using System.Text.Json;
using Sweeper.Training.Files;

namespace Sweeper.Actors.Results.Postgres;

/// <summary>What a store's folder says where its results are in PostgreSQL.</summary>
/// <param name="Store">The store's <see cref="SweepStore.Id"/>, so that another database is not taken for it.</param>
/// <param name="File">The file that holds the database's address, as the run was given it; null where the environment gave it.</param>
internal sealed record PostgresNote(string Store, string? File)
{
    /// <summary>The note's name in a store.</summary>
    public const string FileName = "results.postgres";

    /// <summary>The note of a folder; null where there is none.</summary>
    /// <exception cref="StoreException">It cannot be read; the message names the remedy.</exception>
    public static PostgresNote? Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return System.IO.File.Exists(path) ? JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(path), ResultJson.Default.PostgresNote) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be read ({unreadable.Message}). It says where the results are: `sweeper run SPEC --results-db @FILE` writes it anew once it is moved away.", unreadable);
        }
    }

    /// <summary>The database that the folder's results are in: what the environment says goes before what the note says.</summary>
    /// <exception cref="StoreException">Its address cannot be read; the message names the remedy.</exception>
    public PostgresAddress Address(string folder)
    {
        try
        {
            return PostgresAddress.FromEnvironment() ?? (File is { } file ? PostgresAddress.FromFile(file) : throw new StoreException("None is given."));
        }
        catch (StoreException failure)
        {
            throw new StoreException($"The results of {folder} are in PostgreSQL. {failure.Message} Set {PostgresAddress.Variable} to @FILE or to the address.", failure);
        }
    }

    /// <summary>Refuses results that are not the folder's, and closes them.</summary>
    /// <exception cref="StoreException">They are another store's; the message names the remedy.</exception>
    public void Check(string folder, ResultStore results)
    {
        var found = results.Id;
        if (found == Store) return;
        results.Dispose();
        throw new StoreException(
            $"{folder} goes with another database: its tickets are those of store {Store[..8]}, the results in PostgreSQL are store {found[..8]}'s. " +
            $"Name that database (--results-db, {PostgresAddress.Variable}), or another folder with --store.");
    }

    /// <summary>Leaves the note in a folder.</summary>
    public void Write(string folder) =>
        DurableFile.Write(Path.Combine(folder, FileName), Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, ResultJson.Default.PostgresNote)), Path.Combine(folder, $"{FileName}.{Guid.NewGuid():N}.tmp"));
}
