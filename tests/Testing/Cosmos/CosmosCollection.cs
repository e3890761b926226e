using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InboxMind.Testing.Cosmos;

/// <summary>A container: one physical partition that holds all logical ones.</summary>
internal sealed class CosmosCollection
{
    private const int MaxItems = 1_000;

    private readonly ConcurrentDictionary<string, CosmosPartitionData> _partitions = new();
    private readonly string _keyName;
    private readonly HashSet<string> _indexed;
    private readonly TimeProvider _time;
    private readonly string _rid;
    private long _lsn;

    public CosmosCollection(JsonObject definition, int number, TimeProvider time)
    {
        _time = time;
        byte[] rid = [1, 0, 0, 0, 0x80, 0, 0, (byte)number];
        _rid = Convert.ToBase64String(rid).Replace('/', '-');
        Definition = definition.DeepClone().AsObject();
        Definition["_rid"] = _rid;
        Definition["_self"] = $"dbs/AQAAAA==/colls/{_rid}/";
        Definition["_etag"] = "\"1\"";
        Definition["_ts"] = 0;
        Definition["_docs"] = "docs/";
        var paths = definition["partitionKey"]!["paths"]!.AsArray();
        _keyName = paths.Count == 1 ? ((string)paths[0]!)[1..]
            : throw new CosmosRefusalException(HttpStatusCode.BadRequest, "One partition key only.");
        var policy = definition["indexingPolicy"]!;
        if (!policy["excludedPaths"]!.AsArray().Any(static p => (string)p!["path"]! == "/*"))
            throw new CosmosRefusalException(HttpStatusCode.BadRequest,
                "The tests want all paths left out of the index but those that are named.");
        _indexed = [.. policy["includedPaths"]!.AsArray().Select(static p => Path((string)p!["path"]!)), "id", "_ts"];
        if ((int?)definition["defaultTtl"] != -1)
            throw new CosmosRefusalException(HttpStatusCode.BadRequest, "The tests want TTL on, with nothing that expires of itself.");
    }

    public JsonObject Definition { get; }

    /// <summary>The name that the service gave it.</summary>
    public string Rid => _rid;

    public IReadOnlyList<JsonObject> Items(string? partition) =>
    [
        .. _partitions.Where(p => partition is null || p.Key == partition)
            .SelectMany(p => p.Value.All(_time.GetUtcNow()).Select(static i => JsonNode.Parse(i.Body)!.AsObject())),
    ];

    public void Clear() => _partitions.Clear();

    public CosmosAnswer Ranges(CosmosRequest request)
    {
        if (request.Header("if-none-match") == "\"ranges\"")
            return new CosmosAnswer(HttpStatusCode.NotModified, []) { Headers = { ["etag"] = "\"ranges\"" } };
        var answer = CosmosAnswer.Json(HttpStatusCode.OK, new JsonObject
        {
            ["_rid"] = _rid,
            ["PartitionKeyRanges"] = new JsonArray(new JsonObject
            {
                ["_rid"] = _rid,
                ["id"] = "0",
                ["_etag"] = "\"1\"",
                ["minInclusive"] = "",
                ["maxExclusive"] = "FF",
                ["ridPrefix"] = 0,
                ["_self"] = $"dbs/AQAAAA==/colls/{_rid}/pkranges/0/",
                ["throughputFraction"] = 1,
                ["status"] = "online",
                ["parents"] = new JsonArray(),
                ["_ts"] = 0,
            }),
            ["_count"] = 1,
        });
        answer.Headers["etag"] = "\"ranges\"";
        return answer;
    }

    public CosmosAnswer Post(CosmosRequest request)
    {
        if (request.Is("x-ms-cosmos-is-query-plan-request"))
            return Plan();
        if (request.Is("x-ms-documentdb-isquery") || request.Header("content-type").StartsWith("application/query+json",
            StringComparison.Ordinal))
            return Query(request);
        var partition = Partition(request, out var key);
        if (request.Is("x-ms-cosmos-is-batch-request"))
        {
            return request.Is("x-ms-cosmos-batch-atomic")
                ? Stamp(partition.Batch(CosmosBatchFormat.Read(request.Body), request.Body.Length, Write(key)))
                : CosmosAnswer.Error(HttpStatusCode.BadRequest, "Batches are atomic here.");
        }

        return Stamp(partition.Do(
            new CosmosOperation(request.Is("x-ms-documentdb-is-upsert") ? CosmosAction.Upsert : CosmosAction.Create, null, request.Body,
                Match(request)),
            Write(key)));
    }

    public CosmosAnswer Item(CosmosRequest request, string id)
    {
        var action = request.Method switch
        {
            "GET" => CosmosAction.Read,
            "PUT" => CosmosAction.Replace,
            "PATCH" => CosmosAction.Patch,
            _ => CosmosAction.Delete,
        };
        return Stamp(Partition(request, out var key).Do(new CosmosOperation(action, id, request.Body, Match(request)), Write(key)));
    }

    /// <summary>An empty plan and one range: the query itself goes to the one physical partition.</summary>
    private static CosmosAnswer Plan() => CosmosAnswer.Json(HttpStatusCode.OK, new JsonObject
    {
        ["partitionedQueryExecutionInfoVersion"] = 2,
        ["queryInfo"] = new JsonObject
        {
            ["distinctType"] = "None",
            ["top"] = null,
            ["offset"] = null,
            ["limit"] = null,
            ["orderBy"] = new JsonArray(),
            ["orderByExpressions"] = new JsonArray(),
            ["groupByExpressions"] = new JsonArray(),
            ["groupByAliases"] = new JsonArray(),
            ["aggregates"] = new JsonArray(),
            ["groupByAliasToAggregateType"] = new JsonObject(),
            ["rewrittenQuery"] = "",
            ["hasSelectValue"] = false,
            ["dCountInfo"] = null,
        },
        ["queryRanges"] =
            new JsonArray(new JsonObject { ["min"] = "", ["max"] = "FF", ["isMinInclusive"] = true, ["isMaxInclusive"] = false }),
    });

    private CosmosAnswer Query(CosmosRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        var parameters = body.RootElement.TryGetProperty("parameters", out var given)
            ? given.EnumerateArray().ToDictionary(
                static p => p.GetProperty("name").GetString()!, static p => p.GetProperty("value").Clone())
            : [];
        var query = CosmosSql.Parse(body.RootElement.GetProperty("query").GetString()!, parameters);
        query.Require(_keyName, _indexed);
        var isAcross = request.Header("x-ms-documentdb-partitionkey").Length == 0
            && request.Is("x-ms-documentdb-query-enablecrosspartition");
        var key = "";
        var partition = isAcross ? null : Partition(request, out key);
        if (!isAcross && query.EqualTo(_keyName) != key)
            throw new CosmosRefusalException(HttpStatusCode.BadRequest, $"The query does not name c.{_keyName} as its partition key does.");

        var limit = int.TryParse(request.Header("x-ms-max-item-count"), out var most) && most > 0 ? Math.Min(most, MaxItems) : 100;
        var (documents, next, bytes, seen) = query.Run(
            partition?.All(_time.GetUtcNow(), query.Ids())
                ?? [.. _partitions.Values.SelectMany(p => p.All(_time.GetUtcNow(), query.Ids()))],
            limit,
            request.Header("x-ms-continuation"));
        var text = $"{{\"_rid\":\"{_rid}\",\"Documents\":[{string.Join(',', documents)}],\"_count\":{documents.Count}}}";

        // A model of what the service charges: a start, what is looked at, and what is given.
        var answer = new CosmosAnswer(HttpStatusCode.OK, Encoding.UTF8.GetBytes(text)) { Charge = 2.3 + (seen * 0.03) + (bytes / 10_240d) };
        if (next is not null)
            answer.Headers["x-ms-continuation"] = next;
        answer.Headers["x-ms-item-count"] = documents.Count.ToString(CultureInfo.InvariantCulture);
        return Stamp(answer);
    }

    private CosmosPartitionData Partition(CosmosRequest request, out string key)
    {
        var header = request.Header("x-ms-documentdb-partitionkey");
        if (header.Length == 0)
            throw new CosmosRefusalException(HttpStatusCode.BadRequest, "A request without a partition key.");
        key = (string)JsonNode.Parse(header)!.AsArray().Single()!;
        return _partitions.GetOrAdd(key, static _ => new CosmosPartitionData());
    }

    private CosmosWrite Write(string key) => new(_keyName, key, _rid, _time.GetUtcNow(), () => Interlocked.Increment(ref _lsn));

    private CosmosAnswer Stamp(CosmosAnswer answer)
    {
        answer.Headers["x-ms-session-token"] = string.Create(CultureInfo.InvariantCulture, $"0:-1#{Interlocked.Read(ref _lsn)}");
        return answer;
    }

    private static string? Match(CosmosRequest request) => request.Header("if-match") is { Length: > 0 } etag ? etag : null;

    private static string Path(string path) => path.Trim('/').Replace("/?", "", StringComparison.Ordinal).Replace("/[]", "",
        StringComparison.Ordinal);
}
