using System.Text;

namespace Sweeper.Tests.Support;

/// <summary>Answers of a scripted server, by RFC 9110 and 9112.</summary>
internal static class Answers
{
    /// <summary>A head without a body.</summary>
    public static Task Status(this Stream stream, string status, params string[] headers) =>
        stream.WriteAsync(Head(status, ["Content-Length: 0", .. headers])).AsTask();

    /// <summary>A file from its start, with its length.</summary>
    public static async Task Whole(this Stream stream, byte[] file, string? version = null, int? sendOnly = null)
    {
        await stream.WriteAsync(Head("200 OK", [$"Content-Length: {file.Length}", .. Version(version)]));
        await stream.WriteAsync(file.AsMemory(0, sendOnly ?? file.Length));
    }

    /// <summary>What a server that knows ranges does: the rest where the version is the one that is asked for, else all.</summary>
    public static async Task Ranged(this Stream stream, ScriptedServer.Request request, byte[] file, string? version = null, int? sendOnly = null)
    {
        if (request.From == 0 || (request["If-Range"] is { } wanted && wanted != version))
        {
            await stream.Whole(file, version, sendOnly);
            return;
        }
        var rest = file.Length - request.From;
        await stream.WriteAsync(Head("206 Partial Content",
            [$"Content-Length: {rest}", $"Content-Range: bytes {request.From}-{file.Length - 1}/{file.Length}", .. Version(version)]));
        await stream.WriteAsync(file.AsMemory(request.From, Math.Min(sendOnly ?? rest, rest)));
    }

    /// <summary>A body without a length: it ends with the connection.</summary>
    public static async Task Unbounded(this Stream stream, byte[] body)
    {
        await stream.WriteAsync(Head("200 OK", []));
        await stream.WriteAsync(body);
    }

    /// <summary>Waits until the client hangs up.</summary>
    public static Task Silence(this Stream stream) => stream.CopyToAsync(Stream.Null);

    private static string[] Version(string? version) => version is null ? [] : [version.Contains('"') ? $"ETag: {version}" : $"Last-Modified: {version}"];

    private static byte[] Head(string status, string[] headers) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}Connection: close\r\n\r\n");
}
