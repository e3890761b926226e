using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Providers.SignIn;

/// <summary>A token endpoint (RFC 6749, 3.2). What it says goes into no message: it may repeat what it was sent.</summary>
internal sealed class TokenEndpoint(HttpClient http, string provider)
{
    /// <exception cref="ProviderException">It gave no token.</exception>
    public async Task<TokenReply> RequestAsync(Uri address, Dictionary<string, string> form, CancellationToken cancellation)
    {
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await http.PostAsync(address, content, cancellation);
            var reply = Read(await response.Content.ReadAsByteArrayAsync(cancellation));
            if (response.IsSuccessStatusCode && reply is { AccessToken.Length: > 0, ExpiresIn: > 0 })
                return reply;
            throw Failure(response.StatusCode, reply?.Error);
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ProviderException(
                ProviderTrouble.Transient, $"{provider} cannot be reached at the moment. Please try again later.", e);
        }
    }

    private ProviderException Failure(HttpStatusCode status, string? error) => (status, error) switch
    {
        (HttpStatusCode.BadRequest, "invalid_grant") => new(
            ProviderTrouble.InvalidGrant, $"{provider} does not accept this sign-in any more. Please start again."),
        (_, "invalid_client" or "unauthorized_client" or "redirect_uri_mismatch") => new(
            ProviderTrouble.Settings,
            $"{provider} does not accept this app. The operator has to check its client id, secret and redirect address."),
        _ => new(ProviderTrouble.Transient, $"{provider} did not answer as it should. Please try again later."),
    };

    private static TokenReply? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TokenReplyJson.Default.TokenReply);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a token endpoint answers (RFC 6749, 5.1 and 5.2).</summary>
internal sealed record TokenReply(string? AccessToken, long ExpiresIn, string? RefreshToken, string? Scope, string? IdToken, string? Error)
{
    public override string ToString() => Error ?? nameof(TokenReply);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling =
    JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(TokenReply))]
internal sealed partial class TokenReplyJson : JsonSerializerContext;
