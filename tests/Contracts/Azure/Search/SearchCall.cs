using System.Text.Json.Nodes;

namespace InboxMind.Contracts.Azure.Search;

/// <summary>One search, with all that it may ask for.</summary>
internal sealed class SearchCall
{
    private static readonly HashSet<string> Known =
    [
        "search", "queryType", "searchMode", "searchFields", "filter", "orderby", "select", "top", "skip", "count", "vectorQueries",
        "vectorFilterMode", "facets", "semanticConfiguration", "semanticErrorHandling",
    ];

    private readonly JsonObject _body;
    private readonly Fields _fields;

    public SearchCall(JsonObject body, Fields fields)
    {
        (_body, _fields) = (body, fields);
        if (body.FirstOrDefault(static f => !Known.Contains(f.Key)).Key is { } unknown)
            throw new SearchFailure(400, $"The parameter '{unknown}' is not known.");
    }

    public JsonObject Run(List<IndexedDocument> documents)
    {
        var holds = ODataExpression.Parse((string?)_body["filter"], _fields);
        var allowed = documents.Where(holds);
        var scored = (_body["vectorQueries"] is JsonArray { Count: > 0 } vectors ? Nearest(allowed, vectors)
            : (string?)_body["queryType"] == "semantic" ? Semantic(allowed)
            : ByWords([.. allowed], documents)).ToList();
        var (top, skip) = ((int?)_body["top"] ?? 50, (int?)_body["skip"] ?? 0);
        if (top is < 0 or > 1_000 || skip is < 0 or > 100_000)
            throw new SearchFailure(400, "The value of 'top' or 'skip' is out of range.");
        var result = new JsonObject { ["@odata.context"] = "https://name.search.windows.net/$metadata" };
        if ((bool?)_body["count"] == true)
            result["@odata.count"] = scored.Count;
        if (_body["facets"] is JsonArray { Count: > 0 } facets)
            result["@search.facets"] = Facets(scored.ConvertAll(static s => s.Document), facets);
        result["value"] = new JsonArray([.. Ordered(scored).Skip(skip).Take(top).Select(Shown)]);
        return result;
    }

    private JsonObject Facets(List<IndexedDocument> found, JsonArray facets)
    {
        var result = new JsonObject();
        foreach (var facet in facets)
        {
            var parts = ((string)facet!).Split(",count:");
            _fields.Require(parts[0], "facetable");
            result[parts[0]] = new JsonArray([.. found
                .SelectMany(d => d.Content[parts[0]] is JsonArray all ? [.. all] : new[] { d.Content[parts[0]] })
                .Select(static v => (string?)v).OfType<string>().CountBy(static v => v).OrderByDescending(static v => v.Value)
                .Take(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
                .Select(static v => new JsonObject { ["value"] = v.Key, ["count"] = v.Value })]);
        }

        return result;
    }

    private IEnumerable<(IndexedDocument Document, double Score)> ByWords(List<IndexedDocument> allowed, List<IndexedDocument> all)
    {
        if ((string?)_body["search"] is not { Length: > 0 } text || text == "*")
            return allowed.Select(static d => (d, 1.0));
        if ((string?)_body["queryType"] != "full")
            throw new SearchFailure(400, "Only the full syntax is known here.");
        var query = LuceneQuery.Parse(text);
        var fields = ((string?)_body["searchFields"] ?? "").Split(',');
        foreach (var field in fields)
            _fields.Require(field, "searchable");
        return allowed.Where(d => query.Matches(d, fields)).Select(d => (d, Bm25(query, d, fields, all)))
            .OrderByDescending(static s => s.Item2);
    }

    /// <summary>BM25 over the mail of all users, as the service has it.</summary>
    private double Bm25(LuceneQuery query, IndexedDocument document, string[] fields, List<IndexedDocument> all)
    {
        var similarity = _fields.Definition["similarity"]!;
        ((string?)similarity["@odata.type"]).ShouldBe("#Microsoft.Azure.Search.BM25Similarity");
        var (k1, b) = ((double)similarity["k1"]!, (double)similarity["b"]!);
        return query.Phrases.Sum(phrase => (phrase.Field is { } one ? [one] : fields).Sum(field =>
        {
            var count = phrase.Count(document, field);
            if (count == 0)
                return 0;
            var rare = phrase.Terms.Sum(t =>
            {
                var with = all.Count(d => d.Places(field, t).Count > 0);
                return Math.Log(1 + ((all.Count - with + 0.5) / (with + 0.5)));
            });
            var length = document.Length(field) / Math.Max(1, all.Average(d => d.Length(field)));
            return rare * count * (k1 + 1) / (count + (k1 * (1 - b + (b * length))));
        }));
    }

    private IEnumerable<(IndexedDocument Document, double Score)> Nearest(IEnumerable<IndexedDocument> allowed, JsonArray queries)
    {
        var query = queries.Single()!;
        if ((string?)query["kind"] != "vector" || (string?)_body["vectorFilterMode"] != "preFilter")
            throw new SearchFailure(400, "Only vectors behind the filter are known here.");
        var field = (string)query["fields"]!;
        _fields.Require(field, "searchable");
        var vector = query["vector"]!.AsArray().Select(static x => (double)x!).ToArray();
        return allowed.Select(d => (d, 1 / (2 - Cosine(vector, [.. d.Content[field]!.AsArray().Select(static x => (double)x!)]))))
            .OrderByDescending(static s => s.Item2).Take((int)query["k"]!);
    }

    private IEnumerable<(IndexedDocument Document, double Score)> Semantic(IEnumerable<IndexedDocument> allowed)
    {
        var configuration = (string?)_body["semanticConfiguration"];
        if (_fields.Definition["semantic"]?["configurations"]?.AsArray().Any(c => (string?)c!["name"] == configuration) != true)
            throw new SearchFailure(400, $"There is no semantic configuration '{configuration}'.");
        var words = ((string)_body["search"]!).ToLowerInvariant().Split(' ');
        return allowed.Select(d => (d, (double)words.Sum(w => d.Places("content", w).Count))).OrderByDescending(static s => s.Item2);
    }

    private List<(IndexedDocument Document, double Score)> Ordered(List<(IndexedDocument Document, double Score)> found)
    {
        if ((string?)_body["orderby"] is not { Length: > 0 } order)
            return found;
        var comparers = order.Split(',').Select(part =>
        {
            var words = part.Trim().Split(' ');
            _fields.Require(words[0], "sortable");
            var sign = words[1] == "desc" ? -1 : words[1] == "asc" ? 1 : throw new SearchFailure(400, "asc or desc");
            var isText = _fields.Type(words[0]) == "Edm.String";
            var isFlag = _fields.Type(words[0]) == "Edm.Boolean";
            return (Comparison<IndexedDocument>)((x, y) => sign * (
                isText ? string.CompareOrdinal((string?)x.Content[words[0]], (string?)y.Content[words[0]])
                : isFlag ? ((bool?)x.Content[words[0]] ?? false).CompareTo((bool?)y.Content[words[0]] ?? false)
                : Fields.Number(x.Content[words[0]]).CompareTo(Fields.Number(y.Content[words[0]]))));
        }).ToList();
        found.Sort((x, y) => comparers.Select(c => c(x.Document, y.Document)).FirstOrDefault(static c => c != 0));
        return found;
    }

    private JsonNode Shown((IndexedDocument Document, double Score) found)
    {
        var readable = _fields.Readable.ToHashSet();
        var names = (string?)_body["select"] is { Length: > 0 } select ? select.Split(',') : [.. readable];
        var shown = new JsonObject { ["@search.score"] = found.Score };
        if ((string?)_body["queryType"] == "semantic")
            shown["@search.rerankerScore"] = found.Score;
        foreach (var name in names)
        {
            if (!readable.Contains(name))
                throw new SearchFailure(400, $"The field {name} is not retrievable.");
            shown[name] = found.Document.Content[name]?.DeepClone()
                ?? (_fields.Type(name).StartsWith("Collection", StringComparison.Ordinal) ? new JsonArray() : null);
        }

        return shown;
    }

    private static double Cosine(double[] one, double[] other)
    {
        if (one.Length != other.Length)
            throw new SearchFailure(400, "The vector has other dimensions than the field.");
        var (dot, a, b) = (0.0, 0.0, 0.0);
        for (var i = 0; i < one.Length; i++)
            (dot, a, b) = (dot + (one[i] * other[i]), a + (one[i] * one[i]), b + (other[i] * other[i]));
        return dot / Math.Sqrt(a * b);
    }
}
