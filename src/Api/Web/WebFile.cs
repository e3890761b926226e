using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Web;

/// <summary>A file of the web page, compressed once and kept. Nothing in it is anyone's secret, so it is compressed over TLS too.</summary>
internal sealed class WebFile(string name, byte[] content)
{
    private readonly string _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
    private readonly Lazy<byte[]> _brotli = new(() => Compress(
        content, static to => new BrotliStream(to, new BrotliCompressionOptions { Quality = 11 })));

    private readonly Lazy<byte[]> _gzip = new(() => Compress(content, static to => new GZipStream(to, CompressionLevel.SmallestSize)));

    /// <summary>Answers a request with it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caching">How long it may be kept.</param>
    public async Task SendAsync(HttpContext context, string caching)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.CacheControl = caching;
        headers.ETag = _tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        if (request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(_tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (body, encoding) = Choose(request.Headers.AcceptEncoding.ToString());
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        context.Response.ContentType = TypeOf(name);
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"The type of {name} is not known."),
    };

    private static byte[] Compress(byte[] content, Func<Stream, Stream> open)
    {
        using var compressed = new MemoryStream();
        using (var stream = open(compressed))
            stream.Write(content);
        return compressed.ToArray();
    }

    private static bool Takes(string accepted, string encoding) => StringWithQualityHeaderValue.TryParseList([accepted], out var all)
        && all.Any(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);

    private (byte[] Body, string? Encoding) Choose(string accepted) =>
        Takes(accepted, "br") ? (_brotli.Value, "br")
        : Takes(accepted, "gzip") ? (_gzip.Value, "gzip")
        : (content, null);
}
