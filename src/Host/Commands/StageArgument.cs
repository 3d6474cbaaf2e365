using System.CommandLine;

namespace Sweeper.Host.Commands;

/// <summary><c>STAGE</c>: the first characters of a stage's key, as messages and lists show them.</summary>
internal static class StageArgument
{
    /// <summary>The argument; <paramref name="without"/> is what is meant where it is left out.</summary>
    public static Argument<string?> Build(string without) =>
        new("STAGE") { Description = $"The first characters of a stage's key; without it, {without}", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Refuses an empty one, as of a shell variable that is not set: the start of no key is not the start of every key.</summary>
    /// <exception cref="UserException">It is empty.</exception>
    public static void Check(string? prefix, string without)
    {
        if (prefix is not null && string.IsNullOrWhiteSpace(prefix)) throw new UserException($"STAGE needs the first characters of a stage's key; leave it out for {without}");
    }
}
