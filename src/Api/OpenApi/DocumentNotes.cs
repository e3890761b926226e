using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace InboxMind.Api.OpenApi;

/// <summary>Adds to the document what operations share: its head, the token, the errors, the examples; and says of every field of an
/// answer that it is there.</summary>
internal sealed class DocumentNotes : IOpenApiDocumentTransformer
{
    private static readonly string[] FrameworkProblems = ["ProblemDetails", "HttpValidationProblemDetails"];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "InboxMind",
            Version = "v1",
            Description =
                "Mail, and answers from it. JSON is in snake_case, times are RFC 3339 in UTC, errors are problems (RFC 9457) with the "
                + "request id. An answer has the types of its route alone; what `Accept` excludes is a 406. An access token comes from "
                + "`inboxmind token`, or from signing in.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };

        // Relative to where the document is: one document for every address of the server.
        document.Servers = [new OpenApiServer { Url = "/" }];
        var components = document.Components ??= new OpenApiComponents();
        AddShared(document, components);
        foreach (
            var operation in document.Paths.Values.SelectMany(static p => p.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            foreach (var (_, media) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
                AddExample(media);
            foreach (var (_, media) in operation.Responses!.Where(static r => r.Key[0] == '2')
                .Select(static r => r.Value).OfType<OpenApiResponse>()
                .SelectMany(static r => r.Content ?? new Dictionary<string, OpenApiMediaType>()))
            {
                RequireAll(media.Schema);
                AddExample(media);
            }
        }

        document.Tags = document.Paths.Values.SelectMany(static p => p.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())
            .SelectMany(static o => o.Tags ?? new HashSet<OpenApiTagReference>()).Select(static t => t.Reference.Id!)
            .Distinct().Select(static name => new OpenApiTag { Name = name }).ToHashSet();
        return Task.CompletedTask;
    }

    private static void AddShared(OpenApiDocument document, OpenApiComponents components)
    {
        (components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>())[OperationNotes.Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "An access token, valid for 15 minutes.",
        };
        (components.Headers ??= new Dictionary<string, IOpenApiHeader>())[OperationNotes.RequestIdHeader] = new OpenApiHeader
        {
            Description = "The id of the request: the caller's own when it has 1 to 128 letters, digits, `-`, `_` and `.`, else a new one.",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9._-]{1,128}$" },
        };
        var schemas = components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var name in FrameworkProblems)
            schemas.Remove(name);
        schemas[ApiErrors.Schema] = ProblemSchema();
        foreach (var status in ApiErrors.All)
        {
            (components.Responses ??= new Dictionary<string, IOpenApiResponse>())[ApiErrors.Component(status)] = new OpenApiResponse
            {
                Description = ApiErrors.Meaning(status),
                Headers = Headers(status, document),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ApiErrors.MediaType] =
                        new() { Schema = new OpenApiSchemaReference(ApiErrors.Schema, document), Example = ProblemExample(status) },
                },
            };
        }

        document.RegisterComponents();
    }

    private static Dictionary<string, IOpenApiHeader> Headers(int status, OpenApiDocument document)
    {
        var headers = new Dictionary<string, IOpenApiHeader>
        {
            [OperationNotes.RequestIdHeader] = new OpenApiHeaderReference(OperationNotes.RequestIdHeader, document),
        };
        if (status == 429)
        {
            headers["Retry-After"] = new OpenApiHeader
            {
                Description = "After so many seconds a request is allowed again.",
                Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
            };
        }

        return headers;
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What went wrong (RFC 9457).",
        Required = new HashSet<string> { "title", "status", "request_id" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("A URI that names the kind of problem."),
            ["title"] = Text("The kind of problem in words."),
            ["status"] =
                new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "400", Maximum = "599", Description = "The status code." },
            ["detail"] = Text("What happened this time, and what to do."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong with which field or parameter.",
                AdditionalProperties =
                    new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
            ["trace_id"] = Text("The trace that the request belongs to."),
            ["request_id"] = Text("The value of `X-Request-ID`."),
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static JsonObject ProblemExample(int status)
    {
        var problem = new JsonObject
        {
            ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["request_id"] = "88de10352866498ba50bb020c0a0210c",
        };
        if (status == 400)
            problem["errors"] = new JsonObject { ["limit"] = new JsonArray("A number from 1 to 100.") };
        return problem;
    }

    private static void AddExample(OpenApiMediaType media)
    {
        if (media.Schema is OpenApiSchemaReference { Reference.Id: { } id } && Examples.Find(id) is { } example)
            media.Example = example;
    }

    /// <summary>Every field of an answer is there, null or not; what a request may leave out is another matter.</summary>
    private static void RequireAll(IOpenApiSchema? schema)
    {
        var target = schema is OpenApiSchemaReference reference ? reference.Target : schema;
        if (target is not OpenApiSchema found)
            return;
        RequireAll(found.Items);
        RequireAll(found.AdditionalProperties);
        foreach (var part in found.OneOf ?? [])
            RequireAll(part);
        if (found.Properties is not { Count: > 0 } properties || found.Required?.Count == properties.Count)
            return;
        found.Required = properties.Keys.ToHashSet();
        foreach (var property in properties.Values)
            RequireAll(property);
    }
}
