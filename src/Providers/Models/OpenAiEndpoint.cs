using InboxMind.Core.Health;

namespace InboxMind.Providers.Models;

/// <summary>Whether an OpenAI-compatible endpoint answers. It is asked without the key, for its list of models: even a refusal shows
/// that it is there.</summary>
internal sealed class OpenAiEndpoint(OpenAiSettings settings) : IModelEndpoint, IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(3) };

    public string Name => settings.ToString();

    public async Task<bool> IsReachableAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(
                new Uri($"{settings.Endpoint.AbsoluteUri.TrimEnd('/')}/models"), HttpCompletionOption.ResponseHeadersRead, cancellation);
            return (int)response.StatusCode < 500;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
