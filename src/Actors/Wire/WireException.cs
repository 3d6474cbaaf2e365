using System.Runtime.Serialization;

namespace Sweeper.Actors.Wire;

/// <summary>Bytes that are no message of this version, or a message that is none of those that may be sent. Nothing was done.</summary>
public sealed class WireException(string message, Exception? inner = null) : SerializationException(message, inner);
