using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>One try to bring the missing bytes of a file from one address.</summary>
/// <param name="client">Asks servers.</param>
/// <param name="time">The clock that notices a server that has gone quiet.</param>
internal sealed class Transfer(RedirectingClient client, TimeProvider time)
{
    /// <summary>A server that sends nothing for so long is given up.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private const int BufferSize = 1 << 16;

    /// <summary>Brings the bytes from where the part ends, or all where the server sends all; the part is whole afterwards.</summary>
    /// <param name="file">What is published.</param>
    /// <param name="address">Where to get it.</param>
    /// <param name="part">Where to put it; what is there stays when this ends early.</param>
    /// <param name="moved">Told how many bytes are there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="TransferException">It broke off and may work when tried again.</exception>
    /// <exception cref="DownloadException">This address does not give the file.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public async Task Run(PublishedFile file, Uri address, PartFile part, Action<long> moved, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(LongestSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        try
        {
            using var response = await Ask(address, part.Length, part, either.Token);
            var from = Judge(response, file, address, part);
            using var body = await Network(() => response.Content.ReadAsStreamAsync(either.Token));
            moved(from);
            bool ended;
            using (var target = from == 0 ? part.Begin(address, response) : part.GoOn())
                ended = await Copy(body, target, file.Size, moved, silence, either.Token);
            if (ended) return;
            part.Delete();
            throw new DownloadException($"{address}: what the server sends goes on after the published {file.Size:N0} bytes. It was deleted.");
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested && !silence.IsCancellationRequested)
        {
            // How the socket handler says that its own time for connecting is over.
            throw new TransferException("no connection could be made in time", e);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TransferException($"the server sent nothing for {LongestSilence.TotalSeconds} seconds");
        }
    }

    private async Task<HttpResponseMessage> Ask(Uri address, long from, PartFile part, CancellationToken cancel)
    {
        try
        {
            return await client.Get(address, from, part.VersionFrom(address), cancel);
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            throw new DownloadException($"{address}: no secure connection ({e.InnerException!.Message}).", e);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound })
        {
            throw new DownloadException($"{address}: there is no server of this name; is there a network?", e);
        }
        catch (HttpRequestException e)
        {
            throw new TransferException($"no answer ({e.Message})", e);
        }
    }

    /// <summary>The first byte that the response brings; a response that does not bring the file throws.</summary>
    private static long Judge(HttpResponseMessage response, PublishedFile file, Uri address, PartFile part)
    {
        var status = response.StatusCode;
        if (status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            part.Delete();
            throw new TransferException("the server's file ends before the part that was kept: it is begun anew");
        }
        if (status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 || (int)status >= 500)
            throw new TransferException($"the server answers {Text(status)}", after: response.Headers.RetryAfter?.Delta);
        if (status is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            throw new DownloadException($"{address}: the server answers {Text(status)}.");

        var range = response.Content.Headers.ContentRange;
        var from = status == HttpStatusCode.OK ? 0 : range?.From ?? -1;
        if (status == HttpStatusCode.PartialContent && (from != part.Length || (range!.Length ?? file.Size) != file.Size))
        {
            part.Delete();
            throw new TransferException("the server sent other bytes than those asked for: the file is begun anew");
        }
        if (response.Content.Headers.ContentLength is { } length && length != file.Size - from)
            throw new DownloadException(
                $"{address}: the server has {from + length:N0} bytes for it, the published file has {file.Size:N0}. Nothing of it was kept.");
        return from;
    }

    /// <summary>Writes the body to the target, up to a size; false where the body goes on after it.</summary>
    private static async Task<bool> Copy(
        Stream body, FileStream target, long size, Action<long> moved, CancellationTokenSource silence, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        while (true)
        {
            // One byte more than is expected, so that a body that goes on is noticed; it is never written.
            var wanted = (int)Math.Min(buffer.Length, size - target.Position + 1);
            silence.CancelAfter(LongestSilence);
            var read = await Network(() => body.ReadAsync(buffer.AsMemory(0, wanted), cancel).AsTask());
            if (read == 0 && target.Position == size) return true;
            if (read == 0) throw new TransferException($"the connection ended after {target.Position:N0} of {size:N0} bytes");
            if (target.Position + read > size) return false;
            target.Write(buffer.AsSpan(0, read));
            target.Flush();
            moved(target.Position);
        }
    }

    /// <summary>Faults of the network become such that another try may mend; those of the disk do not pass here.</summary>
    private static async Task<T> Network<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new TransferException($"the connection was lost ({e.Message})", e);
        }
    }

    private static string Text(HttpStatusCode status) => $"{(int)status} ({status})";
}
