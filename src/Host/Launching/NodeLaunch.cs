namespace Sweeper.Host.Launching;

/// <summary>A node as it is started.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Where">Where it is, for people.</param>
/// <param name="LogFile">Where what it says goes.</param>
/// <param name="Prepare">What is done before each start; null is nothing.</param>
/// <param name="Start">The node; it ends when its input does.</param>
internal sealed record NodeLaunch(string Name, string Where, string LogFile, HostCommand? Prepare, HostCommand Start);
