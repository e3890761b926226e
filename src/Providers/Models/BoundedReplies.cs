namespace InboxMind.Providers.Models;

/// <summary>Reads replies whole, and none that is larger than any reply can be. No reply sends a picture elsewhere.</summary>
internal sealed class BoundedReplies() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    /// <summary>Bytes; what a model writes of a picture has some thousands.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
