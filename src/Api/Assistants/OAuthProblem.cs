using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Assistants;

/// <summary>An error as programs that speak OAuth expect it (RFC 6749, 5.2).</summary>
internal sealed record OAuthProblem(string Error, string ErrorDescription)
{
    /// <summary>The answer with it.</summary>
    public static IResult Result(string error, string description, int status = StatusCodes.Status400BadRequest) =>
        Results.Json(new OAuthProblem(error, description), statusCode: status);
}
