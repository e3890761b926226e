using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InboxMind.Load;

/// <summary>A collector that takes whatever is sent by OTLP over HTTP and keeps the number of bytes.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _bytes;

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public long Bytes => Interlocked.Read(ref _bytes);

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/{signal}", collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        Interlocked.Add(ref _bytes, body.Length);
        return Results.Bytes([], "application/x-protobuf");
    }
}
