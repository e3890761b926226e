using System.ClientModel;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure;
using Azure.Identity;
using InboxMind.Core.Answers;

namespace InboxMind.Azure.OpenAi;

/// <summary>What a failed call to Azure OpenAI means.</summary>
internal static class OpenAiFailure
{
    /// <summary>The role that the app's identity needs.</summary>
    public const string Role = "Cognitive Services OpenAI User";

    /// <summary>Whether it is one; not when its caller left.</summary>
    public static bool Is(Exception e, CancellationToken cancellation) => !cancellation.IsCancellationRequested
        && e is ClientResultException or HttpRequestException or OperationCanceledException or AggregateException or IOException
            or RequestFailedException or AuthenticationFailedException;

    /// <summary>Whether another try may do.</summary>
    public static bool MayPass(Exception e) => Status(e) is 0 or 408 or 429 or >= 500 && e is not AuthenticationFailedException;

    /// <summary>Whether the deployment has enough for now.</summary>
    public static bool IsBusy(Exception e) => Status(e) is 429 or 503;

    /// <summary>Whether the request was not understood, or too large.</summary>
    public static bool IsBadRequest(Exception e) => Status(e) is 400 or 413;

    /// <summary>When the service wants to be asked again; null when it does not say.</summary>
    public static TimeSpan? RetryAfter(Exception e, DateTimeOffset now)
    {
        if ((e as ClientResultException)?.GetRawResponse() is not { } response)
            return null;
        foreach (var name in (string[])["retry-after-ms", "x-ms-retry-after-ms"])
        {
            if (response.Headers.TryGetValue(name, out var text)
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
                return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (!response.Headers.TryGetValue("Retry-After", out var value) || !RetryConditionHeaderValue.TryParse(value, out var after))
            return null;
        var wait = after.Delta ?? after.Date - now;
        return wait is { } positive && positive > TimeSpan.Zero ? positive : TimeSpan.Zero;
    }

    /// <summary>Whether the error that the service names, or the parameter it is about, is this one.</summary>
    public static bool Names(Exception e, string word)
    {
        try
        {
            if ((e as ClientResultException)?.GetRawResponse() is not { } response)
                return false;
            using var body = JsonDocument.Parse(response.Content);
            return body.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                && (Is(error, "code", word) || Is(error, "param", word)
                    || (error.TryGetProperty("message", out var said) && said.ValueKind == JsonValueKind.String
                        && said.GetString()!.Contains($"'{word}'", StringComparison.Ordinal)));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Says what failed without the service's own text, which may repeat the prompt.</summary>
    public static Exception From(Exception e, AzureOpenAiSettings settings)
    {
        if (e is AuthenticationFailedException)
            return new ModelUnavailableException($"{settings}: the machine's identity cannot sign in; check Azure:ClientId.", e);
        if (Status(e) == 400 && Names(e, "content_filter"))
            return new ModelRefusedException(ModelRefusedException.AtPrompt, e);
        return Status(e) switch
        {
            0 => new ModelUnavailableException($"{settings} cannot be reached; check the endpoint in the settings and the network.", e),
            401 or 403 => new ModelUnavailableException(
                $"{settings} refuses to let the app in (HTTP {Status(e)}); check the key, or give its identity the role {Role}.", e),
            404 => new ModelUnavailableException(
                $"{settings} was not found (HTTP 404); check the endpoint and the deployment's name in the settings.", e),
            429 => new ModelUnavailableException(BusyText(settings), e),
            var status => new ModelUnavailableException($"{settings} failed (HTTP {status}); try again later.", e),
        };
    }

    /// <summary>The deployment's tokens do not reach for now.</summary>
    public static ModelUnavailableException Busy(AzureOpenAiSettings settings) => new(BusyText(settings));

    private static string BusyText(AzureOpenAiSettings settings) => $"{settings} has no tokens left for now; try again in a minute.";

    private static bool Is(JsonElement error, string name, string word) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() == word;

    private static int Status(Exception e) => e switch
    {
        ClientResultException answered => answered.Status,
        RequestFailedException answered => answered.Status,
        _ => 0,
    };
}
