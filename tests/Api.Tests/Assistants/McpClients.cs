using System.Net.Http.Headers;
using System.Text.Json;
using InboxMind.Api.Tests.Auth;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace InboxMind.Api.Tests.Assistants;

/// <summary>Clients of the protocol's own SDK at an API.</summary>
internal static class McpClients
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Connects with a token.</summary>
    public static Task<McpClient> ConnectAsync(AuthApi api, string token, string? revision = null)
    {
        var http = new HttpClient(api.Handler()) { BaseAddress = new Uri("http://localhost/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return McpClient.CreateAsync(
            new HttpClientTransport(
                new HttpClientTransportOptions
                {
                    Endpoint = new Uri("http://localhost/mcp"),
                    TransportMode = HttpTransportMode.StreamableHttp,
                },
                http, ownsHttpClient: true),
            new McpClientOptions { ProtocolVersion = revision }, cancellationToken: Cancellation);
    }

    /// <summary>Calls a tool.</summary>
    public static async Task<(bool IsError, string Text, JsonElement? Data)> CallAsync(
        McpClient client, string tool, object? arguments = null)
    {
        var result = await client.CallToolAsync(
            tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(JsonSerializer.Serialize(arguments ?? new { })),
            cancellationToken: Cancellation);
        return (result.IsError ?? false, string.Join('\n', result.Content.OfType<TextContentBlock>().Select(static b => b.Text)),
            result.StructuredContent);
    }
}
