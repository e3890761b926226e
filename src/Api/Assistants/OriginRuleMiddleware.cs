using InboxMind.Api.Auth;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Assistants;

/// <summary>Refuses what a page of another origin makes a browser send to the Model Context Protocol, whatever token comes along (DNS
/// rebinding, and pages that guess the port of this machine).</summary>
internal sealed class OriginRuleMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        !AssistantAuthentication.IsFor(context.Request.Path) || !BrowserOrigin.IsElsewhere(context)
            ? next(context)
            : Results.Problem(
                statusCode: StatusCodes.Status403Forbidden, title: "Not from another page",
                detail: "A page of another origin made the browser ask.").ExecuteAsync(context);
}
