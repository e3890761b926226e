using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace InboxMind.Api.Rag;

/// <summary>Writes server-sent events (WHATWG HTML, 9.2), each as soon as it is there. The data is JSON, which has no line ends of
/// its own.</summary>
internal sealed class EventWriter(HttpResponse response, JsonSerializerOptions json)
{
    /// <summary>Whether the response is on its way.</summary>
    public bool HasBegun { get; private set; }

    public Task SendAsync<T>(string name, T data, CancellationToken cancellation) =>
        WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, json)}\n\n", cancellation);

    /// <summary>Sends a comment, which readers pass over.</summary>
    public Task KeepAliveAsync(CancellationToken cancellation) => WriteAsync(": keep-alive\n\n", cancellation);

    private async Task WriteAsync(string text, CancellationToken cancellation)
    {
        if (!HasBegun)
        {
            HasBegun = true;
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-store";
            response.Headers["X-Accel-Buffering"] = "no";
            response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        }

        await response.WriteAsync(text, cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
