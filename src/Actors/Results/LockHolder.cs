using System.Text.Json;

namespace Sweeper.Actors.Results;

/// <summary>Who holds a store's lock, as its lock file says.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Host">On which machine.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Since">Since when it holds it.</param>
/// <param name="Doing">What for: <c>sweep quickstart</c>, <c>store gc</c>.</param>
internal sealed record LockHolder(int Pid, string Host, string User, DateTimeOffset Since, string Doing)
{
    public static LockHolder Self(string doing, DateTimeOffset now) =>
        new(Environment.ProcessId, Environment.MachineName, Environment.UserName, now.ToUniversalTime(), doing);

    public string ToNote() => JsonSerializer.Serialize(this, ResultJson.Default.LockHolder);

    /// <summary>The note for people; one that cannot be read (its writer is at it in this moment) is somebody.</summary>
    public static string Describe(string note)
    {
        try
        {
            return JsonSerializer.Deserialize(note, ResultJson.Default.LockHolder)?.ToString() ?? "another process";
        }
        catch (JsonException)
        {
            return "another process";
        }
    }

    /// <summary>Whether a lock's note names a process that lives. One that was killed leaves its note; of another machine's nothing is known, so it does.</summary>
    public static bool IsAlive(string note)
    {
        try
        {
            return JsonSerializer.Deserialize(note, ResultJson.Default.LockHolder) is { } holder
                && (holder.Host != Environment.MachineName || Directory.Exists($"/proc/{holder.Pid}"));
        }
        catch (JsonException)
        {
            return note.Length > 0;
        }
    }

    public override string ToString() => $"process {Pid} of {User} on {Host} ({Doing}, since {Since:yyyy-MM-dd HH:mm:ss} UTC)";
}
