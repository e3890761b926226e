using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace InboxMind.Api.Auth;

/// <summary>What a person sees at the end of a sign-in: plain pages without scripts, that load nothing and can be framed by no one.</summary>
internal static class Pages
{
    public static IResult Success(string title, string text) => new Page(StatusCodes.Status200OK, title, text);

    /// <summary>A page for a browser, a problem for a program.</summary>
    public static IResult Failure(HttpContext context, int status, string title, string text) =>
        context.Request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? new Page(status, title, text)
            : Results.Problem(statusCode: status, title: title, detail: text);

    private sealed class Page(int status, string title, string text) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
            response.Headers.CacheControl = "no-store";
            response.Headers["Referrer-Policy"] = "no-referrer";
            var encoder = HtmlEncoder.Default;
            return response.WriteAsync(
                $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>InboxMind: {encoder.Encode(title)}</title></head>"
                + $"<body><main><h1>{encoder.Encode(title)}</h1><p>{encoder.Encode(text)}</p><p><a href=\"/\">InboxMind</a></p></main></body></html>",
                httpContext.RequestAborted);
        }
    }
}
