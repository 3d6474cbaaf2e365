using System.Text.Json;

namespace Sweeper.Actors.Wire;

/// <summary>Values as messages between processes write them, for a process and its own child, which speak without an actor system.</summary>
public static class WireValues
{
    /// <summary>A value as JSON.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options);

    /// <summary>The value of such JSON.</summary>
    /// <exception cref="WireException">These bytes are no such value.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, WireJson.Options) ?? throw new WireException($"a {typeof(T).Name} is empty");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new WireException($"a {typeof(T).Name} cannot be read: {failure.Message}", failure);
        }
    }
}
