using System.CommandLine;
using Sweeper.Host.Serving;

namespace Sweeper.Host.Commands;

/// <summary>The options that say which run is meant: that of a store, or one behind a port.</summary>
internal sealed class RunOptions
{
    /// <summary>The token where <c>--token</c> is not given.</summary>
    public const string TokenVariable = "SWEEPER_TOKEN";

    private readonly Option<string> _store = CommonOptions.Store();

    private readonly Option<string?> _at = new("--at")
    {
        Description = "The port of a run that was started with --status, on this or another machine, in place of --store",
        HelpName = "[HOST:]PORT",
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = $"With --at: a file that holds the run's token, which run.token in its store does; or the token in {TokenVariable}",
        HelpName = "@FILE",
    };

    /// <summary>The command, with these options.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in (Option[])[_store, _at, _token]) command.Add(option);
        command.Validators.Add(given =>
        {
            if (given.GetResult(_at) is not null && given.GetResult(_store) is { Implicit: false }) given.AddError("--store and --at name two runs; give one of them");
            if (given.GetResult(_token) is not null && given.GetResult(_at) is null) given.AddError("--token goes with --at; a store's own run needs none");
        });
        return command;
    }

    /// <summary>The store's folder; null where the run is one behind a port.</summary>
    public string? Store(ParseResult parsed) => parsed.GetValue(_at) is null ? parsed.GetValue(_store) : null;

    /// <summary>The run; it connects when it is first asked.</summary>
    /// <exception cref="UserException">The address or the token cannot be read.</exception>
    public RemoteSource Open(ParseResult parsed) => new(parsed.GetValue(_at) is { } at
        ? new PortConnection(StatusAddress.Parse("--at", at, leastPort: 1), Token(parsed.GetValue(_token)))
        : new StoreConnection(parsed.GetValue(_store)!));

    private static string? Token(string? option)
    {
        if (option is null) return Environment.GetEnvironmentVariable(TokenVariable)?.Trim() is { Length: > 0 } known ? known : null;
        // Everybody on this machine can read its command lines.
        if (option is not ['@', .. { Length: > 0 } file]) throw new UserException($"--token needs the name of a file, as in --token @run.token; a token itself goes into {TokenVariable}");
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } token ? token : throw new UserException($"--token {option}: the file is empty");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"--token {option}: {unreadable.Message}");
        }
    }
}
