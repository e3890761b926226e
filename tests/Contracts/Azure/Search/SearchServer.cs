using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Core.Pipeline;
using Azure.Search.Documents;

namespace InboxMind.Contracts.Azure.Search;

/// <summary>Azure AI Search behind the client library's own pipeline, as strict as the service: addresses, versions, keys, types, and what
/// each field allows are looked at, filters and words are evaluated, and the outcome of each document is told.</summary>
internal sealed partial class SearchServer : HttpMessageHandler
{
    public const string Key = "0123456789ABCDEF";
    public const string Token = "token-of-the-identity";
    public const string Address = "https://name.search.windows.net";

    private const string Version = "2023-11-01";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Fields Fields, SortedDictionary<string, IndexedDocument> Documents)> _indexes = [];

    /// <summary>What comes in place of the next answers, in this order; null answers.</summary>
    public Queue<Func<HttpRequestMessage, HttpResponseMessage>?> Instead { get; } = [];

    /// <summary>The status of a document that is not taken; 0 takes it.</summary>
    public Func<string, int> Refuse { get; set; } = static _ => 0;

    /// <summary>The most documents in one call; more are too large a request.</summary>
    public int MaxDocuments { get; set; } = 1_000;

    public int Calls { get; private set; }

    public List<string> Filters { get; } = [];

    public List<JsonObject> Searches { get; } = [];

    public IReadOnlyCollection<string> Indexes => _indexes.Keys;

    /// <summary>All that is there, as the service holds it.</summary>
    public string Everything() => string.Join('\n', _indexes.Values.SelectMany(static i => i.Documents.Values)
        .Select(static d => d.Content.ToJsonString()));

    public int Count(string index) => _indexes.TryGetValue(index, out var there) ? there.Documents.Count : 0;

    /// <summary>Gives an index another name, as if it had been made by another version.</summary>
    public void Rename(string index, string other)
    {
        _indexes[other] = _indexes[index];
        _indexes.Remove(index);
    }

    /// <summary>Has the client library speak to it, with short pauses.</summary>
    public void Configure(SearchClientOptions options)
    {
#pragma warning disable CA2000 // The transport lives as long as the server.
        options.Transport = new HttpClientTransport(new HttpClient(this, disposeHandler: false));
#pragma warning restore CA2000
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
    }

    public static HttpResponseMessage Busy(int status) => new((HttpStatusCode)status)
    {
        Content = new StringContent("{\"error\":{\"code\":\"\",\"message\":\"secret\"}}", Encoding.UTF8, "application/json"),
        Headers = { { "retry-after-ms", "1" } },
    };

    public static HttpResponseMessage Drop(HttpRequestMessage request) =>
        throw new HttpRequestException("The response ended prematurely.", new IOException("reset"));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_lock)
        {
            Calls++;
            try
            {
                if (Instead.TryDequeue(out var instead) && instead is not null)
                    return instead(request);
                return Answer(request, body);
            }
            catch (SearchFailure e)
            {
                return Json(e.Status, new JsonObject { ["error"] = new JsonObject { ["code"] = "", ["message"] = e.Message } });
            }
        }
    }

    private static HttpResponseMessage Json(int status, JsonNode body) => new((HttpStatusCode)status)
    {
        Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    private HttpResponseMessage Answer(HttpRequestMessage request, string? body)
    {
        var isAllowed = (request.Headers.TryGetValues("api-key", out var keys) && keys.Single() == Key)
            || request.Headers.Authorization?.ToString() == $"Bearer {Token}";
        if (!isAllowed)
            throw new SearchFailure(403, "Forbidden.");
        if (request.RequestUri!.GetLeftPart(UriPartial.Authority) != Address
            || !request.RequestUri.Query.Contains($"api-version={Version}", StringComparison.Ordinal))
            throw new SearchFailure(400, "Invalid or missing api-version.");
        var path = PathForm().Match(Uri.UnescapeDataString(request.RequestUri.AbsolutePath));
        if (!path.Success)
            throw new SearchFailure(404, "Resource not found.");
        var (name, rest) = (path.Groups[1].Value, path.Groups[2].Value);
        return (request.Method.Method, rest) switch
        {
            ("PUT", "") => Make(name, JsonNode.Parse(body!)!.AsObject()),
            ("DELETE", "") => new HttpResponseMessage(_indexes.Remove(name) ? HttpStatusCode.NoContent : HttpStatusCode.NotFound),
            ("POST", "/docs/search.index") => Write(name, JsonNode.Parse(body!)!.AsObject()),
            ("POST", "/docs/search.post.search") => Search(name, JsonNode.Parse(body!)!.AsObject()),
            _ => throw new SearchFailure(404, "Resource not found."),
        };
    }

    private HttpResponseMessage Make(string name, JsonObject definition)
    {
        if (!NameForm().IsMatch(name) || (string?)definition["name"] != name)
            throw new SearchFailure(400, "The name of an index is lower-case letters, digits and dashes.");
        var isNew = !_indexes.TryGetValue(name, out var there);
        if (!isNew)
        {
            // Fields are only ever added.
            foreach (var field in there.Fields.Definition["fields"]!.AsArray())
            {
                if (!definition["fields"]!.AsArray().Any(f => JsonNode.DeepEquals(f, field)))
                    throw new SearchFailure(400, $"Existing field '{field!["name"]}' cannot be changed or deleted.");
            }
        }

        _indexes[name] = (new Fields((JsonObject)definition.DeepClone()), isNew ? [] : there.Documents);
        definition["@odata.etag"] = "\"0x1\"";
        return Json(isNew ? 201 : 200, definition);
    }

    private (Fields Fields, SortedDictionary<string, IndexedDocument> Documents) Get(string name) =>
        _indexes.TryGetValue(name, out var index) ? index : throw new SearchFailure(404, $"No index with the name '{name}' was found.");

    private HttpResponseMessage Write(string name, JsonObject body)
    {
        var (fields, documents) = Get(name);
        var actions = body["value"]!.AsArray();
        if (actions.Count > MaxDocuments || body.Count != 1)
            throw new SearchFailure(actions.Count > 1_000 ? 400 : 413, "The request is too large.");
        foreach (var action in actions)
            fields.Check(action!.AsObject());
        var outcomes = new JsonArray();
        foreach (var action in actions)
        {
            var key = (string)action![fields.Key]!;
            var status = Refuse(key) is not 0 and var refused ? refused : Write(fields, documents, key, action.AsObject());
            outcomes.Add(new JsonObject
            {
                ["key"] = key,
                ["status"] = status < 300,
                ["errorMessage"] = status < 300 ? null : "secret",
                ["statusCode"] = status,
            });
        }

        return Json(outcomes.All(static o => (bool)o!["status"]!) ? 200 : 207, new JsonObject { ["value"] = outcomes });
    }

    private static int Write(Fields fields, SortedDictionary<string, IndexedDocument> documents, string key, JsonObject action)
    {
        var kind = (string?)action["@search.action"];
        var content = (JsonObject)action.DeepClone();
        content.Remove("@search.action");
        var isThere = documents.TryGetValue(key, out var before);
        switch (kind)
        {
            case "delete":
                documents.Remove(key);
                return 200;
            case "mergeOrUpload" when !isThere:
                documents[key] = new IndexedDocument(content, fields);
                return 201;
            case "merge" when !isThere:
                return 404;
            case "merge" or "mergeOrUpload":
                var merged = (JsonObject)before!.Content.DeepClone();
                foreach (var (field, value) in content)
                    merged[field] = value?.DeepClone();
                documents[key] = new IndexedDocument(merged, fields);
                return 200;
            case "upload":
                documents[key] = new IndexedDocument(content, fields);
                return isThere ? 200 : 201;
            default:
                throw new SearchFailure(400, $"Unknown action {kind}.");
        }
    }

    private HttpResponseMessage Search(string name, JsonObject body)
    {
        var (fields, documents) = Get(name);
        Searches.Add(body);
        var query = new SearchCall(body, fields);
        Filters.Add((string?)body["filter"] ?? "");
        return Json(200, query.Run([.. documents.Values]));
    }

    [GeneratedRegex("^/indexes\\('([^']+)'\\)(/.+)?$")]
    private static partial Regex PathForm();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,126}[a-z0-9]$")]
    private static partial Regex NameForm();
}
