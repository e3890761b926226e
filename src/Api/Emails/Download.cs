using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Emails;

/// <summary>Bytes out of a mail, as a file to be saved and nothing else: no browser shows, guesses at or runs them.</summary>
internal static class Download
{
    /// <summary>Characters of a file name.</summary>
    private const int MaxName = 120;

    private const int MaxExtension = 12;
    private const string Unknown = "application/octet-stream";

    public static IResult File(HttpContext context, byte[] content, string contentType, string fileName, string tag) =>
        File(context, new MemoryStream(content, writable: false), contentType, fileName, tag);

    /// <param name="context">The request.</param>
    /// <param name="content">The bytes; of known length, and read forward only.</param>
    /// <param name="contentType">The type that is claimed.</param>
    /// <param name="fileName">The name that is claimed.</param>
    /// <param name="tag">Names the content.</param>
    public static IResult File(HttpContext context, Stream content, string contentType, string fileName, string tag)
    {
        var headers = context.Response.Headers;
        headers.ContentDisposition = Disposition(fileName);
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, no-cache";
        return new OrProblem(TypedResults.Stream(
            content, Type(contentType), fileDownloadName: null, enableRangeProcessing: true, entityTag: EmailTags.For(tag)));
    }

    /// <summary>The header of RFC 6266, with the name as RFC 8187 encodes it where it is not ASCII.</summary>
    internal static string Disposition(string fileName)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(SafeName(fileName));
        return header.ToString();
    }

    /// <summary>A name that is not a path on any system and shows itself as it is: without controls and marks of direction.</summary>
    private static string SafeName(string name)
    {
        var clean =
            Cut(string.Concat(DisplayName.Clean(Cut(name))
                .Select(static c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' or ';' or '%' ? '_' : c)))
            .Trim('.', ' ');
        return clean.Length > 0 ? clean : "attachment";
    }

    /// <summary>Cuts in the middle, so that the extension stays.</summary>
    private static string Cut(string name)
    {
        if (name.Length <= MaxName)
            return name;
        var dot = name.LastIndexOf('.');
        var extension = dot >= 0 && name.Length - dot <= MaxExtension ? name[dot..] : "";
        return name[..(MaxName - extension.Length)] + extension;
    }

    /// <summary>The type a mail claims, when it is one.</summary>
    private static string Type(string claimed) =>
        MediaTypeHeaderValue.TryParse(claimed, out var type) && type.Parameters.Count == 0 && !type.MatchesAllTypes
            && !type.MatchesAllSubTypes
            ? type.MediaType.ToString()
            : Unknown;

    /// <summary>A file; when there is no such part of it the answer is not dressed as one, so that the problem gets its own type.</summary>
    private sealed class OrProblem(IResult file) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await file.ExecuteAsync(httpContext);
            if (httpContext.Response is not { StatusCode: >= StatusCodes.Status400BadRequest, HasStarted: false } response)
                return;
            response.ContentType = null;
            response.ContentLength = null;
            response.Headers.ContentDisposition = default;
        }
    }
}
