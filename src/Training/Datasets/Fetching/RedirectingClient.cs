using System.Net;
using System.Net.Http.Headers;

namespace Sweeper.Training.Datasets.Fetching;

/// <summary>Asks for files over HTTP and follows redirects itself: boundedly, and never from https to http.</summary>
/// <param name="http">Sends one request; it follows no redirects and inflates nothing.</param>
internal sealed class RedirectingClient(HttpMessageInvoker http)
{
    private const int MostRedirects = 10;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A client on sockets, which takes the proxies that the environment names.</summary>
    public static RedirectingClient OnSockets() => new(new HttpMessageInvoker(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectTimeout,
        UseCookies = false,
    }));

    /// <summary>The answer to a request for a file, with its head read and its body not.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="from">The first byte that is wanted.</param>
    /// <param name="version">Which version these bytes must be of, else all are sent; null does not care.</param>
    /// <param name="cancel">Ends the request.</param>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    /// <exception cref="DownloadException">A redirect leads nowhere, in circles, or out of https.</exception>
    public async Task<HttpResponseMessage> Get(Uri address, long from, RangeConditionHeaderValue? version, CancellationToken cancel)
    {
        var here = address;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, here);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("sweeper", null));
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
            if (from > 0)
            {
                request.Headers.Range = new RangeHeaderValue(from, null);
                request.Headers.IfRange = version;
            }
            var response = await http.SendAsync(request, cancel);
            if (!IsRedirect(response.StatusCode)) return response;
            using (response) here = Next(address, here, response);
        }
        throw new DownloadException($"{address}: it redirects more than {MostRedirects} times, the last time to {here}.");
    }

    private static bool IsRedirect(HttpStatusCode status) => status is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or
        HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static Uri Next(Uri address, Uri here, HttpResponseMessage response)
    {
        if (response.Headers.Location is not { } location)
            throw new DownloadException($"{address}: {here} redirects and does not say where to.");
        var next = new Uri(here, location);
        if (next.Scheme is not ("http" or "https") || (here.Scheme == "https" && next.Scheme == "http"))
            throw new DownloadException($"{address}: it redirects from {here.Scheme} to {next.Scheme} ({next}), which is refused.");
        return next;
    }
}
