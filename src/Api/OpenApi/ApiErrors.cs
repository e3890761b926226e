using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.OpenApi;

/// <summary>The errors of the API, each a problem (RFC 9457) of the same shape.</summary>
internal static class ApiErrors
{
    public const string Schema = "Problem";
    public const string MediaType = "application/problem+json";

    /// <summary>What any request may end with, whatever the route.</summary>
    public static readonly IReadOnlyList<int> OfEveryRoute =
    [
        StatusCodes.Status403Forbidden, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status421MisdirectedRequest, StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError,
    ];

    private static readonly Dictionary<int, string> Meanings = new()
    {
        [StatusCodes.Status400BadRequest] = "Not JSON, or a value is wrong; `errors` names each field or parameter.",
        [StatusCodes.Status401Unauthorized] = "No token, or none that is valid now.",
        [StatusCodes.Status403Forbidden] = "Not from this machine, not to this host, or not allowed to the caller.",
        [StatusCodes.Status404NotFound] = "No such thing, or not the caller's.",
        [StatusCodes.Status406NotAcceptable] = "The route answers in none of the types that `Accept` names.",
        [StatusCodes.Status409Conflict] = "Not possible in the present state; `detail` says why.",
        [StatusCodes.Status412PreconditionFailed] = "Not in the state that `If-Match` or `If-Unmodified-Since` asks for.",
        [StatusCodes.Status413PayloadTooLarge] = "The request is longer than 1 MiB.",
        [StatusCodes.Status415UnsupportedMediaType] = "The `Content-Type` is not `application/json` in UTF-8.",
        [StatusCodes.Status416RangeNotSatisfiable] = "The file has no such range.",
        [StatusCodes.Status421MisdirectedRequest] = "Sent to another name than the public address.",
        [StatusCodes.Status422UnprocessableEntity] = "Understood, but it does not work; `detail` says why.",
        [StatusCodes.Status429TooManyRequests] = "Too many requests; `Retry-After` says when to try again.",
        [StatusCodes.Status500InternalServerError] = "Something failed here; the log has the details under the request id.",
        [StatusCodes.Status502BadGateway] = "A provider could not do its part.",
        [StatusCodes.Status503ServiceUnavailable] =
            "A model, a provider, a mail server, or what holds the mail cannot be used now; `detail` says which.",
    };

    /// <summary>Every error that has a meaning here.</summary>
    public static IReadOnlyCollection<int> All => Meanings.Keys;

    /// <summary>The component of an error.</summary>
    public static string Component(int status) => $"Problem{status}";

    /// <summary>What it means.</summary>
    public static string Meaning(int status) => Meanings[status];
}
