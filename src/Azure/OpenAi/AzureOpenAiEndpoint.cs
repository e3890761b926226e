using InboxMind.Core.Health;

namespace InboxMind.Azure.OpenAi;

/// <summary>Whether an Azure OpenAI resource answers. It is asked without key and token: even a refusal shows that it is there.</summary>
internal sealed class AzureOpenAiEndpoint(AzureOpenAiSettings settings) : IModelEndpoint, IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(3) };

    public string Name => settings.ToString();

    public async Task<bool> IsReachableAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(settings.Endpoint, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return (int)response.StatusCode < 500;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
