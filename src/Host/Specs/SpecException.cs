namespace Sweeper.Host.Specs;

/// <summary>A sweep file is wrong; each line of the message is <c>file:line:col: message</c>.</summary>
internal sealed class SpecException(string message) : Exception(message);
