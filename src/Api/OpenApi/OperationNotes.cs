using System.Globalization;
using System.Text;
using InboxMind.Api.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace InboxMind.Api.OpenApi;

/// <summary>Adds to an operation what holds for all, so that a route has it without a word: its area as tag, an id, the need of a
/// token, the errors, the header with the request id; and what its notes say of its parameters.</summary>
internal sealed class OperationNotes : IOpenApiOperationTransformer
{
    public const string RequestIdHeader = "X-Request-ID";
    public const string Bearer = "bearer";
    public const string Binary = "application/octet-stream";
    public const string Html = "text/html";

    private const string Root = "api/v1/";

    /// <summary>Routes that are answered without a look at what is stored, so that no trouble with that is theirs.</summary>
    private static readonly string[] Unstored = ["health", "openapi", "openapi/v1.json"];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        var description = context.Description;
        var metadata = description.ActionDescriptor.EndpointMetadata;
        var path = description.RelativePath ?? "";
        operation.Tags = new HashSet<OpenApiTagReference> { new(Area(path), document) };
        operation.OperationId = Id(description.HttpMethod ?? "", path);
        foreach (var note in metadata.OfType<ParameterNote>())
            Describe(operation, note);

        var needsToken = metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any();
        operation.Security = needsToken
            ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }]
            : [];
        var responses = operation.Responses ??= [];
        var declared = responses.Keys.Select(static k => int.TryParse(k, out var status) ? status : 0).Where(static s => s >= 400);
        var errors = declared.Concat(ApiErrors.OfEveryRoute).Concat(operation.RequestBody is null ? [] : (int[])[400]);
        if (needsToken)
            errors = errors.Append(401);
        if (needsToken || !Unstored.Contains(path))
            errors = errors.Append(503);
        if (MediaTypes.From(metadata).Count > 0)
            errors = errors.Append(406);
        foreach (var status in errors.Distinct().Order().ToList())
        {
            var key = status.ToString(CultureInfo.InvariantCulture);
            var other = responses.TryGetValue(key, out var response) ? OtherThanProblem(response) : [];
            responses.Remove(key);
            responses[key] = other.Count > 0
                ? ProblemOr(other, status, document)
                : new OpenApiResponseReference(ApiErrors.Component(status), document);
        }

        if (metadata.OfType<AnyMediaType>().Any() && (responses["200"] as OpenApiResponse)?.Content is { } content
            && content.Remove(Binary, out var file))
            content["*/*"] = file;
        foreach (var response in responses.Values.OfType<OpenApiResponse>())
            (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[RequestIdHeader] =
                new OpenApiHeaderReference(RequestIdHeader, document);
        return Task.CompletedTask;
    }

    /// <summary>What a route ends with under such a status besides a problem: a page for people, or a report of what does not
    /// work.</summary>
    private static Dictionary<string, OpenApiMediaType> OtherThanProblem(IOpenApiResponse response) =>
        (response.Content ?? new Dictionary<string, OpenApiMediaType>()).Where(static c => c.Key != ApiErrors.MediaType).ToDictionary();

    private static OpenApiResponse ProblemOr(Dictionary<string, OpenApiMediaType> other, int status, OpenApiDocument document) => new()
    {
        Description = ApiErrors.Meaning(status),
        Content = new Dictionary<string, OpenApiMediaType>(other)
        {
            [ApiErrors.MediaType] = new() { Schema = new OpenApiSchemaReference(ApiErrors.Schema, document) },
        },
    };

    /// <summary>The first segment that tells routes apart.</summary>
    private static string Area(string path)
    {
        var start = path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : path;
        return start.Split('/', '.') is ["", "well-known", ..] ? "keys" : start.Split('/')[0];
    }

    /// <summary>The method and the path in one word: <c>getEmailsByIdRaw</c>.</summary>
    private static string Id(string method, string path)
    {
        var id = new StringBuilder(method.ToLowerInvariant());
        foreach (var part in path.Replace(Root, "", StringComparison.Ordinal).Split('/', '.', '-', '_').Where(static p => p.Length > 0))
        {
            var name = part.Trim('{', '}');
            id.Append(part[0] == '{' ? "By" : "").Append(char.ToUpperInvariant(name[0])).Append(name.AsSpan(1));
        }

        return id.ToString();
    }

    private static void Describe(OpenApiOperation operation, ParameterNote note)
    {
        operation.Parameters ??= [];
        var parameter = operation.Parameters.OfType<OpenApiParameter>().FirstOrDefault(p => p.Name == note.Name);
        if (parameter is null)
            operation.Parameters.Add(parameter = new OpenApiParameter { Name = note.Name });
        parameter.In = note.In;
        parameter.Required = note.In == ParameterLocation.Path;
        parameter.Description = note.Description;
        parameter.Schema = note.Schema();
    }
}
