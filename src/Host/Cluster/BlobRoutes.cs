using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Microsoft.Win32.SafeHandles;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Cluster;

/// <summary>Answers the requests of a <see cref="BlobServer"/>: <c>GET</c> and <c>HEAD</c> of <c>/blobs/DIGEST</c>, whole or from some byte on, and nothing else.</summary>
/// <param name="open">A blob's file by its digest; null where there is none.</param>
internal sealed class BlobRoutes(Func<Digest, SafeFileHandle?> open)
{
    /// <summary>What comes before the digest.</summary>
    public const string Prefix = "/blobs/";

    private const int Piece = 1 << 18;

    private long _bytesSent;

    /// <summary>Bytes of blobs that were sent.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Answers a request.</summary>
    public async Task Answer(HttpContext context)
    {
        try
        {
            await (Refusal(context) is var (code, why) ? Say(context, code, why) : Find(context));
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the server ends.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException && !context.Response.HasStarted)
        {
            await Say(context, StatusCodes.Status500InternalServerError, "the blob cannot be read here");
        }
    }

    // The target as it was sent: no decoding can make another path of it.
    private static string Target(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    private static (int Code, string Why)? Refusal(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true) return (StatusCodes.Status413PayloadTooLarge, "no body is taken");
        if (!Target(context).StartsWith(Prefix, StringComparison.Ordinal)) return (StatusCodes.Status404NotFound, $"there is {Prefix}DIGEST only");
        if (!Digest.TryParse(Target(context)[Prefix.Length..], out _)) return (StatusCodes.Status400BadRequest, "a digest is 64 lowercase hexadecimal characters");
        var method = context.Request.Method;
        return HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? null : (StatusCodes.Status405MethodNotAllowed, "GET and HEAD only");
    }

    private async Task Find(HttpContext context)
    {
        var digest = new Digest(Target(context)[Prefix.Length..]);
        using var file = open(digest);
        if (file is null) await Say(context, StatusCodes.Status404NotFound, "no such blob is here");
        else await Send(context, digest, file);
    }

    private async Task Send(HttpContext context, Digest digest, SafeFileHandle file)
    {
        var (response, length) = (context.Response, RandomAccess.GetLength(file));
        var (from, to) = Range(context.Request, length);
        response.Headers.AcceptRanges = "bytes";
        if (from >= length && from > 0)
        {
            response.Headers.ContentRange = $"bytes */{length}";
            await Say(context, StatusCodes.Status416RangeNotSatisfiable, $"the blob has {length} bytes");
            return;
        }
        if (to - from < length)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{to - 1}/{length}";
        }
        response.Headers.ETag = $"\"{digest}\"";
        response.ContentType = "application/octet-stream";
        response.ContentLength = to - from;
        if (HttpMethods.IsGet(context.Request.Method)) await Copy(context, file, from, to);
    }

    // One range from some byte on; whoever asks for anything else is sent all, as RFC 9110 (14.2) allows.
    private static (long From, long To) Range(HttpRequest request, long length) =>
        RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var asked) && asked.Unit == "bytes" && asked.Ranges.ToArray() is [{ From: { } from } one]
            ? (from, one.To < length ? one.To.Value + 1 : length)
            : (0, length);

    private async Task Copy(HttpContext context, SafeFileHandle file, long from, long to)
    {
        var writer = context.Response.BodyWriter;
        while (from < to)
        {
            var memory = writer.GetMemory(Piece);
            var read = await RandomAccess.ReadAsync(file, memory[..(int)Math.Min(memory.Length, to - from)], from, context.RequestAborted);
            if (read == 0)
            {
                // Cut short since it was opened: the reader must not take what it has for the whole.
                context.Abort();
                return;
            }
            writer.Advance(read);
            await writer.FlushAsync(context.RequestAborted);
            Interlocked.Add(ref _bytesSent, read);
            from += read;
        }
    }

    private static Task Say(HttpContext context, int code, string text)
    {
        context.Response.StatusCode = code;
        if (code == StatusCodes.Status405MethodNotAllowed) context.Response.Headers.Allow = "GET, HEAD";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{text}\n", context.RequestAborted);
    }
}
