using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sweeper.Training.Keys;

namespace Sweeper.Host.Cluster;

/// <summary>Asks peers for blobs, over connections whose both ends show the cluster's certificate.</summary>
internal sealed class PeerClient : IDisposable
{
    /// <summary>A peer that sends nothing for so long is given up.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    private readonly ClusterKey _key;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private long _bytes;

    /// <param name="key">The cluster's key; the caller disposes of it afterwards.</param>
    /// <param name="time">The clock that notices a peer that has gone quiet.</param>
    public PeerClient(ClusterKey key, TimeProvider time)
    {
        (_key, _time) = (key, time);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectPatience,
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 8,
            UseCookies = false,
            // Whatever the environment says: a proxy cannot show the cluster's certificate.
            UseProxy = false,
            SslOptions = Handshake(key),
        });
    }

    /// <summary>Bytes of blobs that have come.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Finds out whether a peer answers.</summary>
    /// <param name="peer">The address of a <see cref="BlobServer"/>.</param>
    /// <exception cref="PeerException">It does not, or does not let this process in.</exception>
    public async Task Call(Uri peer)
    {
        using var silence = new CancellationTokenSource(LongestSilence, _time);
        try
        {
            // Whether it has this one or not is an answer.
            using var response = await Ask(peer, Digest.Of([]), 0, silence.Token);
        }
        catch (OperationCanceledException)
        {
            throw new PeerException(PeerFault.Broken, "no connection could be made in time");
        }
    }

    /// <summary>One try: brings the bytes that a transfer lacks, or as many of them as come.</summary>
    /// <param name="peer">The address of a <see cref="BlobServer"/>.</param>
    /// <param name="digest">The blob.</param>
    /// <param name="transfer">Where to put them.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="PeerException">The peer has not given all of it.</exception>
    public async Task Fetch(Uri peer, Digest digest, BlobTransfer transfer, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(LongestSilence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        try
        {
            using var response = await Ask(peer, digest, transfer.Filled, either.Token);
            Judge(response, transfer);
            using var body = await response.Content.ReadAsStreamAsync(either.Token);
            while (!transfer.IsWhole)
            {
                silence.CancelAfter(LongestSilence);
                var count = await Next(body, transfer, either.Token);
                transfer.Took(count);
                Interlocked.Add(ref _bytes, count);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new PeerException(PeerFault.Broken, silence.IsCancellationRequested ? $"it sent nothing for {LongestSilence.TotalSeconds:0} seconds" : "no connection could be made in time");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static SslClientAuthenticationOptions Handshake(ClusterKey key) => new()
    {
        ClientCertificates = [key.Certificate],
        LocalCertificateSelectionCallback = (_, _, _, _, _) => key.Certificate,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = ClusterKey.NoChain(),
        AllowTlsResume = false,
        RemoteCertificateValidationCallback = (_, shown, _, _) => key.IsOurs(shown) ? true : throw new PeerException(PeerFault.Wrong, key.Fault(shown)),
    };

    private async Task<HttpResponseMessage> Ask(Uri peer, Digest digest, long from, CancellationToken cancel)
    {
        if (peer.Scheme != Uri.UriSchemeHttps) throw new PeerException(PeerFault.Wrong, "only https:// is asked");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(peer, $"{BlobRoutes.Prefix}{digest}"));
        if (from > 0) request.Headers.Range = new RangeHeaderValue(from, null);
        try
        {
            return await _http.SendAsync(request, cancel);
        }
        catch (HttpRequestException failure) when (Foreign(failure) is { } foreign)
        {
            throw new PeerException(PeerFault.Wrong, foreign.Message, failure);
        }
        catch (HttpRequestException failure) when (failure.InnerException is AuthenticationException tls)
        {
            throw new PeerException(PeerFault.Wrong, $"no secure connection ({tls.Message.TrimEnd('.')})", failure);
        }
        catch (HttpRequestException failure)
        {
            throw new PeerException(PeerFault.Broken, $"no answer ({Words(failure)}); if it runs, does it have the cluster key {_key.Thumbprint[..12]}...?", failure);
        }
    }

    private static async Task<int> Next(Stream body, BlobTransfer transfer, CancellationToken cancel)
    {
        try
        {
            var read = await body.ReadAsync(transfer.Free, cancel);
            return read > 0 ? read : throw new PeerException(PeerFault.Broken, $"the connection ended after {transfer.Filled:N0} of {transfer.Total:N0} bytes");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new PeerException(PeerFault.Broken, $"the connection was lost after {transfer.Filled:N0} of {transfer.Total:N0} bytes ({failure.Message.TrimEnd('.')})", failure);
        }
    }

    private static void Judge(HttpResponseMessage response, BlobTransfer transfer)
    {
        var (status, headers) = (response.StatusCode, response.Content.Headers);
        if (status == HttpStatusCode.NotFound) throw new PeerException(PeerFault.Absent, "it has not got it");
        if ((int)status >= 500) throw new PeerException(PeerFault.Broken, $"it answers {(int)status}");
        if (status is not (HttpStatusCode.OK or HttpStatusCode.PartialContent)) throw new PeerException(PeerFault.Wrong, $"it answers {(int)status}");
        if (headers.ContentLength is not { } length) throw new PeerException(PeerFault.Wrong, "it does not say how many bytes it sends");
        // One that knows no ranges sends all.
        if (status == HttpStatusCode.OK) transfer.Restart();
        else if (headers.ContentRange is not { From: { } from } || from != transfer.Filled) throw new PeerException(PeerFault.Wrong, "it sent other bytes than those asked for");
        transfer.Expect(transfer.Filled + length);
    }

    private static PeerException? Foreign(Exception? failure) => failure switch
    {
        null => null,
        PeerException foreign => foreign,
        _ => Foreign(failure.InnerException),
    };

    private static string Words(Exception failure) => (failure.InnerException ?? failure).Message.TrimEnd('.');
}
