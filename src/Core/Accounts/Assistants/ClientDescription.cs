using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace InboxMind.Core.Accounts.Assistants;

/// <summary>Reads how programs describe themselves (RFC 7591, 2). A program that has no document for it registers, and is given an id that
/// holds the description itself: nothing about it is kept, so that no one can fill the store, and nothing of it is believed.</summary>
public static class ClientDescription
{
    /// <summary>Characters of a description.</summary>
    public const int MaxLength = 5 * 1024;

    private const int MaxUris = 20;
    private const int MaxUri = 500;
    private const int MaxId = 4_000;
    private const string Prefix = "self.";

    /// <summary>Schemes that never lead to a program which waits for the browser.</summary>
    private static readonly string[] Refused =
        ["javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "view-source", "ws", "wss", "ftp", "mailto", "http"];

    /// <summary>Reads a description.</summary>
    /// <param name="json">The description.</param>
    /// <param name="id">The client's id; null to make one of the description.</param>
    /// <returns>The program; or what is wrong: a code of RFC 7591 (3.2.2) and a sentence.</returns>
    public static (AssistantClient? Client, string Code, string Problem) Read(string json, string? id = null)
    {
        if (json.Length > MaxLength)
            return Wrong("invalid_client_metadata", "The description is too long.");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            return Read(document.RootElement, id);
        }
        catch (JsonException)
        {
            return Wrong("invalid_client_metadata", "The description is not JSON.");
        }
    }

    /// <summary>The program that an id describes; null when it is no such id.</summary>
    public static AssistantClient? OfId(string id)
    {
        if (id.Length > MaxId || !id.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(id.AsSpan(Prefix.Length)))
            return null;
        var client = Read(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id.AsSpan(Prefix.Length)))).Client;

        // An id that is written in another way would be another program.
        return client?.Id == id ? client : null;
    }

    private static (AssistantClient? Client, string Code, string Problem) Read(JsonElement description, string? id)
    {
        if (description.ValueKind != JsonValueKind.Object)
            return Wrong("invalid_client_metadata", "The description is no object.");
        if (description.TryGetProperty("token_endpoint_auth_method", out var method) && method.ValueKind == JsonValueKind.String
            && id is not null && method.GetString() != "none")
            return Wrong("invalid_client_metadata", "Only programs without a secret are served: token_endpoint_auth_method is none.");
        if (id is not null && !(description.TryGetProperty("client_id", out var own) && own.ValueKind == JsonValueKind.String
            && own.GetString() == id))
            return Wrong("invalid_client_metadata", "The client_id is not the document's address.");
        var name = description.TryGetProperty("client_name", out var given) && given.ValueKind == JsonValueKind.String
            ? DisplayName.Clean(given.GetString())
            : "";
        if (!description.TryGetProperty("redirect_uris", out var uris) || uris.ValueKind != JsonValueKind.Array
            || uris.GetArrayLength() is 0 or > MaxUris
            || uris.EnumerateArray().Any(static u => u.ValueKind != JsonValueKind.String || !IsLegal(u.GetString()!)))
        {
            return Wrong(
                "invalid_redirect_uri",
                "redirect_uris are https addresses, http addresses of this machine, or those of a program's own scheme.");
        }

        List<string> all = [.. uris.EnumerateArray().Select(static u => u.GetString()!)];
        var title = name.Length > 0 ? name : "A program without a name";
        return (new AssistantClient(id ?? IdOf(name, all), title, all), "", "");
    }

    private static string IdOf(string name, List<string> uris)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("client_name", name);
            writer.WriteStartArray("redirect_uris");
            foreach (var uri in uris)
                writer.WriteStringValue(uri);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Prefix + Base64Url.EncodeToString(json.ToArray());
    }

    private static bool IsLegal(string uri) => uri.Length <= MaxUri && !uri.Any(static c => c <= ' ' || c >= '\u007F')
        && Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Fragment.Length == 0
        && !uri.Contains('#', StringComparison.Ordinal)
        && parsed.UserInfo.Length == 0
        && (parsed.Scheme == Uri.UriSchemeHttps
            || (parsed.Scheme == Uri.UriSchemeHttp ? parsed.IsLoopback : !Refused.Contains(parsed.Scheme)));

    private static (AssistantClient? Client, string Code, string Problem) Wrong(string code, string problem) => (null, code, problem);
}
