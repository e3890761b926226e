using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace InboxMind.Api.OpenApi;

/// <summary>The document as one page of HTML without scripts, that loads nothing from anywhere.</summary>
internal static class DocumentPage
{
    private static readonly string Style = ReadStyle();

    /// <summary>The examples are shown as they are written: the text is encoded for HTML on its own.</summary>
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The page's policy: its own style and nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static string Render(OpenApiDocument document)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(Text($"{document.Info.Title} API")).Append("</title><style>").Append(Style).Append("</style></head><body><h1>")
            .Append(Text($"{document.Info.Title} API")).Append("</h1><p>").Append(Text(document.Info.Description))
            .Append("</p><p><a href=\"/openapi/v1.json\">OpenAPI document</a></p><nav>");
        var operations = document.Paths
            .SelectMany(static p => (p.Value.Operations ?? []).Select(o => (Path: p.Key, Method: o.Key.Method, Operation: o.Value)))
            .GroupBy(static o => o.Operation.Tags!.First().Reference.Id!).ToList();
        foreach (var area in operations)
            page.Append("<a href=\"#").Append(Text(area.Key)).Append("\">").Append(Text(area.Key)).Append("</a>");
        page.Append("</nav><main>");
        foreach (var area in operations)
        {
            page.Append("<h2 id=\"").Append(Text(area.Key)).Append("\">").Append(Text(area.Key)).Append("</h2>");
            foreach (var (path, method, operation) in area)
                Append(page, path, method, operation);
        }

        return page.Append("</main></body></html>").ToString();
    }

    private static void Append(StringBuilder page, string path, string method, OpenApiOperation operation)
    {
        page.Append("<details id=\"").Append(Text(operation.OperationId)).Append("\"><summary><code>").Append(Text($"{method} {path}"))
            .Append("</code> ").Append(Text(operation.Summary)).Append("</summary>");
        if (operation.Security is { Count: > 0 })
            page.Append("<p>Needs an access token.</p>");
        if (operation.Parameters is { Count: > 0 } parameters)
        {
            page.Append("<table><tr><th>Parameter</th><th>In</th><th>Meaning</th></tr>");
            foreach (var parameter in parameters)
            {
                page.Append("<tr><td><code>").Append(Text(parameter.Name)).Append("</code></td><td>")
                    .Append(Text(parameter.In?.ToString().ToLowerInvariant())).Append("</td><td>").Append(Text(parameter.Description))
                    .Append("</td></tr>");
            }

            page.Append("</table>");
        }

        Append(page, "Request", operation.RequestBody?.Content);
        page.Append("<table><tr><th>Status</th><th>Meaning</th></tr>");
        foreach (var (status, response) in operation.Responses ?? [])
            page.Append("<tr><td>").Append(Text(status)).Append("</td><td>").Append(Text(response.Description)).Append("</td></tr>");
        page.Append("</table>");
        foreach (var response in (operation.Responses ?? []).Values.OfType<OpenApiResponse>())
            Append(page, "Answer", response.Content);
        page.Append("</details>");
    }

    private static void Append(StringBuilder page, string title, IDictionary<string, OpenApiMediaType>? content)
    {
        foreach (var (type, media) in content ?? new Dictionary<string, OpenApiMediaType>())
        {
            page.Append("<h4>").Append(Text($"{title}: {type}")).Append("</h4>");
            if (media.Schema is { } schema && Fields(schema) is { Count: > 0 } fields)
            {
                page.Append("<table><tr><th>Field</th><th>Meaning</th></tr>");
                foreach (var (name, field) in fields)
                    page.Append("<tr><td><code>").Append(Text(name)).Append("</code></td><td>").Append(Text(field.Description)).Append("</td></tr>");
                page.Append("</table>");
            }

            if (media.Example is JsonNode example)
                page.Append("<pre>").Append(Text(example.ToJsonString(Readable))).Append("</pre>");
        }
    }

    private static IDictionary<string, IOpenApiSchema> Fields(IOpenApiSchema schema) => schema.Properties ?? new Dictionary<string, IOpenApiSchema>();

    private static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    private static string ReadStyle()
    {
        using var file = typeof(DocumentPage).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
