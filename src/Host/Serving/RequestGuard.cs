using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Sweeper.Host.Serving;

/// <summary>
/// Which requests are answered at all: a page of another site in the user's browser, which may reach a port or a forwarded socket, is not.
/// </summary>
/// <param name="token">Who sends it may control the run, and read from other machines.</param>
/// <param name="names">What a request over the network may call this machine in its Host header; over the socket only <c>localhost</c>.</param>
internal sealed class RequestGuard(string token, ImmutableArray<string> names)
{
    /// <summary>Bytes of a request's body at most; no route reads one.</summary>
    public const int LongestBody = 1024;

    private const string Scheme = "Bearer ";

    private readonly byte[] _token = Encoding.UTF8.GetBytes(token);

    /// <summary>Why a request is refused, and by which code; null where it is not.</summary>
    public (int Code, string Why)? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (!IsOurs(request.Host.Host, context.Connection))
            return (StatusCodes.Status421MisdirectedRequest, $"the Host header must be {string.Join(" or ", names.Prepend("localhost").Distinct())}{(names.IsEmpty ? "" : ", or an address; `--status NAME:PORT` adds a name")}");
        var origins = request.Headers.Origin;
        if (origins.Count > 0 && !(origins is [var origin] && origin == $"http://{request.Host.Value}"))
            return (StatusCodes.Status403Forbidden, "requests of pages of another origin are refused");
        if (request.ContentLength > LongestBody) return (StatusCodes.Status413PayloadTooLarge, $"no body is needed; one of more than {LongestBody} bytes is refused");
        return null;
    }

    /// <summary>Why a request may not read how the run stands; null where it may: from this machine, or with the token.</summary>
    public string? ReadRefusal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } from && !IPAddress.IsLoopback(from) ? TokenRefusal(context.Request, "reading from another machine") : null;

    /// <summary>Why a request may not control the run; null where it may.</summary>
    public string? ControlRefusal(HttpRequest request) => TokenRefusal(request, "control");

    // A name that an attacker's server resolves to this machine is none of its own; an address cannot be resolved to another.
    private bool IsOurs(string host, ConnectionInfo connection) =>
        host == StatusAddress.ThisMachine || (connection.RemoteIpAddress is not null && (names.Contains(host, StringComparer.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _)));

    private string? TokenRefusal(HttpRequest request, string what)
    {
        if (request.Headers[HeaderNames.Authorization] is not [{ } given] || !given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return $"{what} needs the run's token: Authorization: Bearer TOKEN, with what run.token in the store's folder holds";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given[Scheme.Length..]), _token)
            ? null
            : "that is not this run's token; each run makes a new one, and run.token in the store's folder holds it";
    }
}
