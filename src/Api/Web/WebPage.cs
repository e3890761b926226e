using System.Collections.Frozen;
using System.Text;
using InboxMind.Api.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Web;

/// <summary><c>/</c>: the web page, out of the files that <c>web/</c> is built to. It loads nothing from elsewhere, runs no script and
/// takes no style but its own files, and no page may frame it.</summary>
internal static class WebPage
{
    private const string Prefix = "Web/";
    private const string Index = "index.html";

    /// <summary>What the page's index has in the place of the providers that are set up.</summary>
    private const string Providers = "<meta name=\"inboxmind-providers\" content=\"";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];
    private static readonly FrozenDictionary<string, byte[]> Files = Read();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var providers = string.Join(' ', routes.ServiceProvider.GetServices<IMailProvider>()
            .Select(static p => AuthEndpoints.Name(p.Provider)).Order(StringComparer.Ordinal));
        var index = new WebFile(Index, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Files[Index])
            .Replace(Providers, Providers + providers, StringComparison.Ordinal)));
        var assets = Files.Where(static f => f.Key != Index)
            .ToFrozenDictionary(static f => f.Key, static f => new WebFile(f.Key, f.Value));

        routes.MapMethods("/", GetAndHead, context => SendIndexAsync(context, index)).AllowAnonymous()
            .WithMetadata(new ExcludeFromDescriptionAttribute(), new ProducesResponseTypeMetadata(200, typeof(string), ["text/html"]));
        routes.MapMethods("/assets/{name}", GetAndHead, context => SendAssetAsync(context, assets)).AllowAnonymous()
            .WithMetadata(new ExcludeFromDescriptionAttribute());
    }

    private static Task SendIndexAsync(HttpContext context, WebFile index)
    {
        if (BrowserOrigin.AtName(context) is { } address)
        {
            context.Response.Redirect(address);
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        return index.SendAsync(context, "no-cache");
    }

    /// <summary>The name of an asset changes with what is in it.</summary>
    private static Task SendAssetAsync(HttpContext context, FrozenDictionary<string, WebFile> assets) =>
        assets.GetValueOrDefault((string)context.GetRouteValue("name")!) is { } file
            ? file.SendAsync(context, "public, max-age=31536000, immutable")
            : Results.NotFound().ExecuteAsync(context);

    private static FrozenDictionary<string, byte[]> Read()
    {
        var assembly = typeof(WebPage).Assembly;
        return assembly.GetManifestResourceNames().Where(static n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(static n => n[Prefix.Length..], n =>
            {
                using var file = assembly.GetManifestResourceStream(n)!;
                var content = new byte[file.Length];
                file.ReadExactly(content);
                return content;
            });
    }
}
