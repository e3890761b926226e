using System.Text.Encodings.Web;
using InboxMind.Api.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Assistants;

/// <summary>The pages on which a user decides about an assistant.</summary>
internal static class ConsentPage
{
    private const string Form = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /// <summary>Asks, and says what is given to whom.</summary>
    public static IResult Ask(AskedConsent asked, User user, HttpContext context)
    {
        var client = asked.Request.Client;
        var back = new Uri(asked.Request.RedirectUri);
        var (name, who) = (Encode(client.Name), Encode(user.DisplayName.Length > 0 ? user.DisplayName : user.Email));
        var from = client.Host is { } host
            ? $"It is described by <strong>{Encode(host)}</strong>."
            : "It named itself: InboxMind cannot tell whether it is what it says.";
        var place = back.IsLoopback ? "a program on this computer" : $"<strong>{Encode(Place(back))}</strong>";
        var text =
            $"<p><strong>{name}</strong> asks to read the mail of <strong>{who}</strong>. {from}</p>"
            + $"<p>It gets: all mail in InboxMind, to search, read, count and ask about, also while you are away. What it reads goes to "
            + $"{place} "
            + "and to whoever runs the model behind it. It cannot change, delete or send anything.</p>"
            + "<p>Only go on if you have just asked for this yourself. You can end it at any time under Account.</p>"
            + $"<form method=\"post\" action=\"{Encode(Self(context))}\"><input type=\"hidden\" name=\"user\" "
            + $"value=\"{Encode(user.Id.Value)}\">"
            + "<button name=\"answer\" value=\"deny\">Do not allow</button> <button name=\"answer\" value=\"allow\">Allow</button></form>";

        // Browsers hold the redirect after a form to this policy too.
        return Pages.Consent("Let an assistant read your mail?", text, $"{Form} {Source(back)}");
    }

    /// <summary>Opens the same page once more, from this one.</summary>
    public static IResult Again(HttpContext context) => Pages.Consent(
        "One moment", $"<p><a href=\"{Encode(Self(context))}\">Go on</a></p>", Form, Self(context));

    /// <summary>Says how to sign in, and leads back.</summary>
    public static IResult SignIn(AskedConsent asked, HttpContext context)
    {
        var ways = context.RequestServices.GetServices<IMailProvider>().Select(static p => AuthEndpoints.Name(p.Provider))
            .Select(static p => $"<a href=\"/api/v1/oauth/{p}\" target=\"_blank\" rel=\"noopener\">Sign in with {Encode(p)}</a>").ToList();
        var how = ways.Count > 0
            ? $"<p>{string.Join(" or ", ways)}, or with the link that inboxmind serve prints.</p>"
            : "<p>Open the link that inboxmind serve prints in this browser.</p>";
        return Pages.Consent(
            "Sign in first",
            $"<p><strong>{Encode(asked.Request.Client.Name)}</strong> asks to read your mail, and nobody is signed in here.</p>{how}"
                + $"<p>Then <a href=\"{Encode(Self(context))}\">go on</a>.</p>",
            Form);
    }

    private static string Place(Uri uri) => uri.Scheme == Uri.UriSchemeHttps ? uri.Host : $"{uri.Scheme}:";

    /// <summary>The redirect as a source of the policy, which takes no path.</summary>
    private static string Source(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp
        ? uri.GetLeftPart(UriPartial.Authority)
        : $"{uri.Scheme}:";

    private static string Self(HttpContext context) => context.Request.GetEncodedPathAndQuery();

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
