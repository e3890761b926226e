using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Core.Connecting;

/// <summary>A mailbox's token as the secret store keeps it.</summary>
internal sealed record StoredToken(IdentityProvider Provider, ProviderToken Token)
{
    public static string Write(IdentityProvider provider, ProviderToken token) =>
        JsonSerializer.Serialize(new StoredToken(provider, token), StoredTokenJson.Default.StoredToken);

    /// <returns>The token; null when the text is none.</returns>
    public static StoredToken? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, StoredTokenJson.Default.StoredToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => Provider.ToString();
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredToken))]
internal sealed partial class StoredTokenJson : JsonSerializerContext;
