using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;

namespace InboxMind.Api.OpenApi;

/// <summary><c>/openapi/v1.json</c>, and <c>/openapi</c>, the same to be read by people.</summary>
internal static class OpenApiEndpoints
{
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
        routes.MapGet("/openapi", PageAsync).AllowAnonymous()
            .WithSummary("This document as a page for people.").Produces<string>(200, "text/html").Produces(304).ProducesProblem(412);
    }

    private static async Task<IResult> JsonAsync(ApiDocument document, HttpContext context, CancellationToken cancellation)
    {
        var made = await document.GetAsync(cancellation);
        context.Response.Headers.CacheControl = "public, no-cache";
        return TypedResults.Bytes(made.Json, "application/json; charset=utf-8", entityTag: made.JsonTag);
    }

    private static async Task<IResult> PageAsync(ApiDocument document, HttpContext context, CancellationToken cancellation)
    {
        var made = await document.GetAsync(cancellation);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = DocumentPage.Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "public, no-cache";
        return TypedResults.Bytes(made.Page, "text/html; charset=utf-8", entityTag: made.PageTag);
    }

    /// <summary>Marks a route of the API.</summary>
    private sealed class InDocument;
}
