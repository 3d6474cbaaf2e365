using System.Globalization;

namespace Sweeper.Host.Serving;

/// <summary>Where a status endpoint listens, or is looked for, on the network: <c>--status</c> and <c>--at</c>.</summary>
/// <param name="Host">A name, or an address without brackets.</param>
/// <param name="Port">The port; 0, where one listens, is any free one.</param>
internal sealed record StatusAddress(string Host, int Port)
{
    /// <summary>The host where only a port is given: this machine alone.</summary>
    public const string ThisMachine = "localhost";

    /// <summary>Whether it is all addresses of a machine.</summary>
    public bool IsEverywhere => Host is "0.0.0.0" or "::";

    /// <summary>The start page.</summary>
    public Uri Url => new UriBuilder("http", Host.Contains(':') ? $"[{Host}]" : Host, Port).Uri;

    /// <summary>Reads <c>PORT</c>, <c>HOST:PORT</c> or <c>[ADDRESS]:PORT</c>; also as the page's address is copied out of a browser.</summary>
    /// <param name="option">The option, for the message.</param>
    /// <param name="text">Its value.</param>
    /// <param name="leastPort">0 where any free port may be meant, else 1.</param>
    /// <param name="portAlone">What a port without a host means, for the message.</param>
    /// <exception cref="UserException">It is none of these.</exception>
    public static StatusAddress Parse(string option, string text, int leastPort, string portAlone = "this machine alone")
    {
        var bare = text.Trim();
        if (bare.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) bare = bare["http://".Length..].TrimEnd('/');
        var colon = bare.LastIndexOf(':');
        var host = colon < 0 ? ThisMachine : bare[..colon];
        if (host is ['[', .. var inner, ']'] && Uri.CheckHostName(inner) == UriHostNameType.IPv6) host = inner;
        else if (Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4)) host = "";
        return host.Length > 0 && int.TryParse(bare[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= leastPort && port <= ushort.MaxValue
            ? new(host.ToLowerInvariant(), port)
            : throw new UserException($"{option} {text}: use PORT, HOST:PORT or [ADDRESS]:PORT, with a port from {leastPort} to {ushort.MaxValue}: {option} 8080 is {portAlone}");
    }
}
