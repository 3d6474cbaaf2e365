using System.Collections.Immutable;
using Sweeper.Host.Output;

namespace Sweeper.Host.Launching;

/// <summary>A command that launch runs on this machine; by ssh it does its work on another.</summary>
/// <param name="Words">The program and its arguments.</param>
/// <param name="InputFile">What it reads; null is a pipe that is open until it shall end.</param>
internal sealed record HostCommand(ImmutableArray<string> Words, string? InputFile = null)
{
    /// <summary>The command for a shell.</summary>
    public string Text => string.Join(' ', Words.Select(ShellWord.Quote)) + (InputFile is null ? "" : $" < {ShellWord.Quote(InputFile)}");
}
