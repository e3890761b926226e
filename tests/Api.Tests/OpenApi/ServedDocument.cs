using System.Text.Json;
using InboxMind.Api.Tests.Auth;

namespace InboxMind.Api.Tests.OpenApi;

/// <summary>The document as an API serves it.</summary>
internal sealed class ServedDocument
{
    private ServedDocument(string text)
    {
        Text = text;
        Root = JsonSerializer.Deserialize<JsonElement>(text);
        Schemas = new SchemaCheck(Root);
        Operations = [.. Root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(o => new Operation(o.Name.ToUpperInvariant(), path.Name, o.Value)))];
    }

    public string Text { get; }

    public JsonElement Root { get; }

    public SchemaCheck Schemas { get; }

    public IReadOnlyList<Operation> Operations { get; }

    public static async Task<ServedDocument> OfAsync(AuthApi api)
    {
        using var response = await api.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return new ServedDocument(text);
    }

    /// <summary>A method on a path.</summary>
    internal sealed record Operation(string Method, string Path, JsonElement Json)
    {
        public string Name => $"{Method} {Path}";

        public bool NeedsToken => Json.TryGetProperty("security", out var security) && security.GetArrayLength() > 0;

        public IEnumerable<JsonElement> Parameters =>
            Json.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

        /// <summary>The schema of the body; null when there is none.</summary>
        public JsonElement? Body => Json.TryGetProperty("requestBody", out var body)
            ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema")
            : null;
    }
}
