using InboxMind.Api.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api;

/// <summary><c>/</c>: what a person finds who opens the address in a browser, until there is a web page.</summary>
internal static class HomePage
{
    private const string Text =
        "<p>InboxMind runs. This address serves programs; the web page is still to come.</p>"
        + "<p>Ask your mail on the command line:</p><pre>inboxmind ask \"what did Anna decide about the budget?\"</pre>"
        + "<p>A program asks with a token, which <code>inboxmind token</code> prints, at <code>POST /api/v1/rag/query</code>. "
        + "<a href=\"/openapi\">Everything it can ask for</a></p>";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", static () => Pages.Html(Pages.Name, Text))
        .AllowAnonymous().Produces<string>(200, "text/html").AtLocalhost().ExcludeFromDescription();
}
