using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace Sweeper.Actors.Wire;

/// <summary>
/// Messages between processes as JSON, each under its name (<see cref="WireMessages"/>). No type is ever named by the bytes, no field that a message does not
/// have is taken, and an order whose key is not that of its training is refused.
/// </summary>
/// <param name="system">The actor system.</param>
/// <param name="refused">Told what is wrong with bytes that are refused; null tells nobody.</param>
public sealed class WireSerializer(ExtendedActorSystem system, Action<string>? refused = null) : SerializerWithStringManifest(system)
{
    /// <summary>A message has so many bytes at most; a network's frame holds it and its envelope (docs/decisions/0021-messages-as-json.md).</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>What Akka writes before every message in place of the serializer's type; above the 40 that it keeps for itself.</summary>
    public override int Identifier => 77;

    /// <inheritdoc/>
    public override string Manifest(object o) => WireMessages.ManifestOf(o.GetType());

    /// <inheritdoc/>
    /// <exception cref="WireException">It is no message that may be sent, or too long.</exception>
    public override byte[] ToBinary(object obj)
    {
        WireMessages.ManifestOf(obj.GetType());
        var bytes = JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType(), WireJson.Options);
        return bytes.Length <= MostBytes ? bytes : throw new WireException($"a message of {bytes.Length:N0} bytes, more than {MostBytes:N0}, is not sent");
    }

    /// <inheritdoc/>
    /// <exception cref="WireException">These bytes are not the message that the name says.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return Read(bytes, manifest);
        }
        catch (WireException failure)
        {
            refused?.Invoke(failure.Message);
            throw;
        }
    }

    private static object Read(byte[] bytes, string manifest)
    {
        var type = WireMessages.TypeOf(manifest);
        if (bytes.Length > MostBytes) throw new WireException($"a message '{manifest}' is longer than {MostBytes:N0} bytes");
        try
        {
            return JsonSerializer.Deserialize(bytes, type, WireJson.Options) ?? throw new WireException($"a message '{manifest}' is empty");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new WireException($"a message '{manifest}' cannot be read: {failure.Message}", failure);
        }
    }
}
