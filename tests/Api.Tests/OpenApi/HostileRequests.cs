using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InboxMind.Api.Tests.OpenApi;

/// <summary>Requests to an operation: the one its description asks for, each part of it made wrong in turn, and mixtures. The same seed
/// gives the same requests.</summary>
internal sealed class HostileRequests(ServedDocument document, ServedDocument.Operation operation, HostileApi.Caller caller, int seed)
{
    private const int Mixtures = 20;

    /// <summary>Texts for parameters; those that begin with % are sent as they are.</summary>
    private static readonly string[] Texts =
    [
        "a", "x\0", "0", "1", "-1", "1001", "99999999999999999999", "1e400", "NaN", "٣", "true", "null", "a\0b", "\u202e", "𝕏\u0301",
        "%FF%FE", "%C0%AF",
        "'; DROP TABLE messages; --", "\"", "\"unfinished", "*", "NEAR(a b)", "AND OR NOT", "-", "- - -", "((((((((", "{id}", "a%2Fb",
        "\r\nX-Evil: 1",
        "9999-12-31", "0001-01-01", "2026-02-30", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-01-01Tx",
        "after:9999-12-31",
        "before:0001-01-01", "from:", "from:\"", "has:attachment has:attachment", new('a', 300), new('ß', 4_097), new('"', 4_000),
        string.Join(' ', Enumerable.Repeat("a", 2_000)),
    ];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Accept", ""), ("Accept", "text/html"), ("Accept", "image/png"), ("Accept", "*/*;q=0"), ("Accept", "application/json;q=abc"),
        ("Accept", ";;,"),
        ("Accept", "application/xml, text/html;q=0.1"), ("X-Request-ID", new string('a', 500)), ("X-Request-ID", "<script>"),
        ("X-Request-ID", "a, b"),
        ("If-None-Match", "*"), ("If-None-Match", "\"unfinished"), ("If-None-Match", "W/"), ("If-Match", "\"x\""),
        ("If-Modified-Since", "yesterday"),
        ("If-Range", "\""), ("Range", "bytes=0-0"), ("Range", "bytes=999999-"), ("Range", "bytes=-0"), ("Range", "bytes=5-1"),
        ("Range", "bytes=0-0,2-3"), ("Range", "lines=1"), ("Range", "bytes=99999999999999999999-"),
        ("Cookie", "inboxmind_session"), ("Cookie", "inboxmind_session=a.b.c"), ("Cookie", $"inboxmind_session={new string('x', 8_000)}"),
        ("Cookie", "=;=;;"),
        ("X-HTTP-Method-Override", "DELETE"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "10.0.0.1"),
        ("X-Original-URL", "/admin"),
        ("Forwarded", "host=evil.example"), ("traceparent", "00-zz"), ("Origin", "https://evil.example"), ("User-Agent", "\u007f"),
        ("User-Agent", new string('u', 9_000)),
        ("Content-Encoding", "gzip"), ("Expect", "200-maybe"), ("Accept-Encoding", "*;q=x"), ("Accept-Language", "\u00e9"),
        ("Upgrade", "h2c"),
    ];

    private static readonly string[] Tokens =
        ["Bearer", "Bearer ", "Bearer a.b.c", "Bearer e30.e30.", "Basic YTpi", "bearer \u00e9", $"Bearer {new string('a', 20_000)}",
            "Bearer eyJhbGciOiJub25lIn0.e30."];

    private static readonly string?[] ContentTypes =
    [
        null, "text/plain", "application/xml", "application/problem+json", "APPLICATION/JSON", "application/json; charset=utf-16",
        "application/json; charset=bogus",
        "application/json; charset=utf-7", "application/json; charset=\"", ";;;", "application/x-www-form-urlencoded",
        "multipart/form-data", "application/json, text/plain",
    ];

    private readonly Random _random = new(seed);
    private readonly string _tag = operation.Json.GetProperty("tags")[0].GetString()!;

    /// <summary>The requests, each with what it is.</summary>
    public IEnumerable<(string What, HttpRequestMessage Request)> All()
    {
        yield return ("as described", Build());
        foreach (var parameter in operation.Parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            foreach (var text in Texts)
                yield return ($"{name}={Short(text)}", Build(values: new() { [name] = text }));
            if (parameter.GetProperty("in").GetString() == "query")
            {
                yield return ($"{name} empty", Build(values: new() { [name] = "" }));
                yield return ($"{name} twice", Build(more: $"{name}=a&{name}=b"));
                yield return ($"{name} in another case", Build(more: $"{name.ToUpperInvariant()}=1&[{name}]=1&{name}[]=1"));
            }
        }

        foreach (var (name, value) in Headers)
            yield return ($"{name}: {Short(value)}", Build(headers: [(name, value)]));
        foreach (var token in Tokens)
            yield return ($"Authorization: {Short(token)}", Build(token: token));
        yield return ("another query string", Build(more: "=&&&%FF=%00&a=b=c&" + new string('x', 5_000)));
        foreach (var (what, body) in Bodies())
            yield return ($"body {what}", Build(body: body));
        if (operation.Body is not null)
        {
            foreach (var type in ContentTypes)
                yield return ($"Content-Type: {type}", Build(type: type, typeIsGiven: true));
            yield return (
                "UTF-16", Build(body: Encoding.Unicode.GetBytes(Example()), type: "application/json; charset=utf-16", typeIsGiven: true));
        }

        for (var i = 0; i < Mixtures; i++)
        {
            var values = operation.Parameters.Where(_ => _random.Next(3) > 0)
                .ToDictionary(static p => p.GetProperty("name").GetString()!, _ => Pick(Texts));
            var bodies = Bodies().ToList();
            yield return ($"mixture {i}", Build(
                values, bodies.Count > 0 && _random.Next(2) > 0 ? Pick(bodies).Body : null, [Pick(Headers)], Pick([null, .. Tokens])));
        }
    }

    private HttpRequestMessage Build(
        Dictionary<string, string>? values = null, byte[]? body = null, (string Name, string Value)[]? headers = null, string? token = null,
        string? type = null, bool typeIsGiven = false, string? more = null)
    {
        var path = operation.Path;
        var query = new List<string>();
        foreach (var parameter in operation.Parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var isPath = parameter.GetProperty("in").GetString() == "path";
            var value = values?.GetValueOrDefault(name) ?? caller.Values.GetValueOrDefault($"{_tag}/{name}") ?? (isPath ? "x" : null);
            if (value is null)
                continue;
            var sent = value.Length > 0 && value[0] == '%' ? value : Uri.EscapeDataString(value);

            // No server lets a path with NUL get as far as this.
            if (isPath)
                path = path.Replace($"{{{name}}}", sent.Replace("%00", "", StringComparison.Ordinal), StringComparison.Ordinal);
            else
                query.Add($"{name}={sent}");
        }

        if (more is not null)
            query.Add(more);
        var request = new HttpRequestMessage(
            new HttpMethod(operation.Method), new Uri(path + (query.Count > 0 ? $"?{string.Join('&', query)}" : ""), UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", token ?? $"Bearer {caller.Token}");
        if (body is not null || operation.Body is not null)
        {
            request.Content = new ByteArrayContent(body ?? Encoding.UTF8.GetBytes(Example()));
            if (!typeIsGiven)
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            else if (type is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in headers ?? [])
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private string Example() => operation.Json.GetProperty("requestBody").GetProperty("content")
        .GetProperty("application/json") is var media
        && media.TryGetProperty("example", out var example) ? example.GetRawText() : "{}";

    private IEnumerable<(string What, byte[] Body)> Bodies()
    {
        if (operation.Body is not { } schema)
            yield break;
        foreach (
            var text in (string[])["", " ", "null", "[]", "\"x\"", "1", "{", "{}", "{}{}", "{\"a\":}", "/* */{}", "{\"__proto__\":{}}",
                "\u00ef\u00bb\u00bf{}", "NaN"])
            yield return (text, Encoding.UTF8.GetBytes(text));
        yield return ("deep arrays", Encoding.UTF8.GetBytes(new string('[', 10_000)));
        yield return (
            "deep objects", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"filters\":", 17)) + "1" + new string('}', 17)));
        yield return ("invalid UTF-8", [.. "{\"query\":\""u8, 0xFF, 0xFE, .. "\",\"refresh_token\":\""u8, 0xC0, 0xAF, .. "\"}"u8]);
        yield return ("invalid UTF-8 in a name", [.. "{\""u8, 0xFF, .. "\":1}"u8]);
        yield return ("with a mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Example())]);
        yield return ("900 KB", Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('a', 900_000)}\"}}"));
        yield return ("2 MB", Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('a', 2_000_000)}\"}}"));
        foreach (var (path, name) in Properties(document.Schemas.Resolve(schema)))
        {
            foreach (var value in (string?[])[
                null, "null", "true", "0", "-1", "1.5", "65536", "1e400", "-99999999999999999999", "\"\"", "\" \"", "\"x\"", "\"\\u0000\"",
                "\"\\ud800\"", "\"\\r\\nA: b\"",
                "\"2026-02-30\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"9999-12-31T23:59:59-14:00\"", "\"993\"", "[]", "[null]", "[\"\"]",
                "[1]", "{}", "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]",
                $"\"{new string('x', 5_000)}\"", $"\"{new string('"', 0)}\\\"\\\"\\\"from:\\\"\""])
            {
                var body = JsonNode.Parse(Example())!.AsObject();
                var at = path is null ? body : body[path] as JsonObject ?? Put(body, path);
                at.Remove(name);
                var text = body.ToJsonString();
                yield return (
                    $"{name}={Short(value ?? "left out")}", Encoding.UTF8.GetBytes(value is null ? text : With(body, path, name, value)));
            }
        }
    }

    private static JsonObject Put(JsonObject body, string name)
    {
        var inner = new JsonObject();
        body[name] = inner;
        return inner;
    }

    /// <summary>Puts raw JSON in, which a node might not be able to hold.</summary>
    private static string With(JsonObject body, string? path, string name, string value)
    {
        const string mark = "a place like no other";
        (path is null ? body : body[path]!.AsObject())[name] = mark;
        return body.ToJsonString().Replace($"\"{mark}\"", value, StringComparison.Ordinal);
    }

    private IEnumerable<(string? Path, string Name)> Properties(JsonElement schema)
    {
        schema = Object(schema);
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            yield return (null, property.Name);
            if (Object(property.Value) is { ValueKind: JsonValueKind.Object } inner && inner.TryGetProperty("properties", out var deeper))
            {
                foreach (var name in deeper.EnumerateObject())
                    yield return (property.Name, name.Name);
            }
        }
    }

    /// <summary>The schema, or that of the alternatives that is an object's.</summary>
    private JsonElement Object(JsonElement schema)
    {
        schema = document.Schemas.Resolve(schema);
        return schema.TryGetProperty("oneOf", out var parts)
            ? parts.EnumerateArray().Select(document.Schemas.Resolve).First(static p => p.TryGetProperty("properties", out _))
            : schema;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private static string Short(string text) =>
        text.Length > 40 ? string.Create(CultureInfo.InvariantCulture, $"{text[..40]}… ({text.Length})") : text;
}
