using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace InboxMind.Api.OpenApi;

/// <summary><c>/openapi/v1.json</c>, and <c>/openapi</c>, the same to be read by people.</summary>
internal static class OpenApiEndpoints
{
    private const string Reference = "/openapi/reference";

    public static void Add(IServiceCollection services)
    {
        services.AddOpenApi(ApiDocument.Name, static options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;

            // A host may have endpoints of its own in the same services.
            options.ShouldInclude = static description => description.ActionDescriptor.EndpointMetadata.OfType<InDocument>().Any();
            options.AddSchemaTransformer<RequestRules>();
            options.AddOperationTransformer<OperationNotes>();
            options.AddDocumentTransformer<DocumentNotes>();
        });
        services.TryAddSingleton<ApiDocument>();
    }

    /// <summary>Puts every route of a group into the document.</summary>
    public static TBuilder WithDocument<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new InDocument());

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/openapi/v1.json", JsonAsync).AllowAnonymous()
            .WithSummary("This document, OpenAPI 3.1.").Produces<object>(200, "application/json").Produces(304).ProducesProblem(412);
        routes.MapGet("/openapi", static () => TypedResults.Redirect($"{Reference}/")).AllowAnonymous()
            .WithSummary("Redirects to this document as a page for people.").Produces(302);
    }

    /// <summary>Maps the page, made by Scalar's script. Everything comes from here, and the page asks no one else: not for fonts, not to
    /// count, not to send requests for people. Its script sets styles as it goes.</summary>
    public static void MapReference(IEndpointRouteBuilder routes) => routes.MapScalarApiReference(Reference, static (options, context) =>
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        options.WithNonce(nonce).WithTitle("InboxMind API").WithOpenApiRoutePattern("/openapi/v1.json")
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp()
            .HideClientButton().HideTestRequestButton().HideDeveloperTools();
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers["Referrer-Policy"] = "no-referrer";
    });

    private static async Task<IResult> JsonAsync(ApiDocument document, HttpContext context, CancellationToken cancellation)
    {
        var made = await document.GetAsync(cancellation);
        context.Response.Headers.CacheControl = "public, no-cache";
        return TypedResults.Bytes(made.Json, "application/json; charset=utf-8", entityTag: made.JsonTag);
    }

    /// <summary>Marks a route of the API.</summary>
    private sealed class InDocument;
}
