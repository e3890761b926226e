using System.Text.Encodings.Web;
using InboxMind.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Auth;

/// <summary>What a person sees at the end of a sign-in: plain pages without scripts, that load nothing and can be framed by no
/// one.</summary>
internal static class Pages
{
    internal const string Name = "InboxMind";

    /// <summary>For routes that browsers open.</summary>
    public static ProblemPage Problems { get; } = new(static (status, title, text) => new Page(status, title, Paragraph(text)));

    /// <summary>A page that leads to the web page by itself after a moment.</summary>
    /// <param name="title">The title.</param>
    /// <param name="text">What happened.</param>
    /// <param name="to">Where in the web page it leads.</param>
    public static IResult Success(string title, string text, string to = "/") =>
        new Page(StatusCodes.Status200OK, title, Paragraph(text), to);

    /// <summary>A page on which the person decides something.</summary>
    /// <param name="title">The title.</param>
    /// <param name="body">HTML of our own, in which all text of others is encoded.</param>
    /// <param name="policy">What the page may do.</param>
    /// <param name="to">Where it leads by itself.</param>
    public static IResult Consent(string title, string body, string policy, string? to = null) =>
        new Page(StatusCodes.Status200OK, title, body, to, policy);

    /// <summary>A page for a browser, a problem for a program.</summary>
    public static IResult Failure(HttpContext context, int status, string title, string text) =>
        context.Request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? new Page(status, title, Paragraph(text))
            : Results.Problem(statusCode: status, title: title, detail: text);

    private static string Paragraph(string text) => $"<p>{HtmlEncoder.Default.Encode(text)}</p><p><a href=\"/\">InboxMind</a></p>";

    private sealed class Page(int status, string title, string body, string? to = null, string policy = Page.Nothing) : IResult
    {
        private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.ContentSecurityPolicy = policy;
            response.Headers.CacheControl = "no-store";
            response.Headers["Referrer-Policy"] = "no-referrer";
            if (to is not null)
                response.Headers["Refresh"] = $"1; url={to}";
            var heading = HtmlEncoder.Default.Encode(title);
            return response.WriteAsync(
                $"<!doctype html><html lang=\"en\"><head><meta "
                    + $"charset=\"utf-8\"><title>{(title == Name ? Name : $"{Name}: {heading}")}</title></head>"
                + $"<body><main><h1>{heading}</h1>{body}</main></body></html>",
                httpContext.RequestAborted);
        }
    }
}
