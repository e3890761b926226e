using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace InboxMind.Api.OpenApi;

/// <summary>The OpenAPI document, made when it is first asked for and then kept: the routes do not change while the process runs.</summary>
internal sealed class ApiDocument(IServiceProvider services) : IDisposable
{
    public const string Name = "v1";

    private readonly SemaphoreSlim _once = new(1);
    private Made? _made;

    public async Task<Made> GetAsync(CancellationToken cancellation)
    {
        if (_made is { } made)
            return made;
        await _once.WaitAsync(cancellation);
        try
        {
            return _made ??= await MakeAsync(cancellation);
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<Made> MakeAsync(CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name)
            .GetOpenApiDocumentAsync(cancellation);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return new Made(Encoding.UTF8.GetBytes(text.ToString()));
    }

    public void Dispose() => _once.Dispose();

    /// <summary>The document in UTF-8.</summary>
    internal sealed record Made(byte[] Json)
    {
        public EntityTagHeaderValue JsonTag { get; } = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Json).AsSpan(0, 16))}\"");
    }
}
