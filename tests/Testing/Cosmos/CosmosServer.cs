using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace InboxMind.Testing.Cosmos;

/// <summary>A Cosmos DB account in memory that answers the real SDK in gateway mode: databases, containers, items with etags, patches,
/// transactional batches, TTL by its clock, and queries that stay within one partition. It is strict where the service is, and where the
/// service would only be slow or dear: a condition on a path that is not indexed is an error here. What it leaves out is refused.</summary>
public sealed class CosmosServer(TimeProvider? time = null)
{
    /// <summary>The key that every emulator has.</summary>
    public const string Key = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    private const string RidOfDatabase = "AQAAAA==";

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, CosmosCollection>> _databases = new();
    private int _collections;

    /// <summary>The address it is known by in its own process.</summary>
    public static Uri Endpoint { get; } = new("http://127.0.0.1:8081");

    /// <summary>The address that it tells clients to use.</summary>
    public Uri Address { get; set; } = Endpoint;

    /// <summary>Whether databases and containers can be made, as with a key; an identity may not.</summary>
    public bool MayCreate { get; set; } = true;

    /// <summary>What every call for items is refused with, by status and substatus; or only those that write.</summary>
    public (HttpStatusCode Status, int SubStatus, bool OnlyWrites)? Refusal { get; set; }

    /// <summary>Answers a request.</summary>
    public CosmosAnswer Answer(CosmosRequest request)
    {
        try
        {
            if (!IsSigned(request))
                return CosmosAnswer.Error(HttpStatusCode.Unauthorized, "The signature is not the one of the key.");
            string[] path = [.. request.Path.Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
            return path switch
            {
                [] => Account(),
                ["dbs"] when request.Method == "POST" => CreateDatabase(request),
                ["dbs", var database] => ReadDatabase(database),
                ["dbs", var database, "colls"] when request.Method == "POST" => CreateCollection(database, request),
                ["dbs", var database, "colls", var name, .. var rest] => Collection(database, name, rest, request),
                _ => CosmosAnswer.Error(HttpStatusCode.BadRequest, $"Not answered here: {request.Method} {request.Path}"),
            };
        }
        catch (CosmosRefusalException e)
        {
            return CosmosAnswer.Error(e.Status, e.Message, e.SubStatus);
        }
    }

    /// <summary>Deletes every item.</summary>
    public void Clear()
    {
        foreach (var collection in _databases.Values.SelectMany(static d => d.Values))
            collection.Clear();
    }

    /// <summary>Every item of a container, or of one of its partitions, for tests that look for what is left behind.</summary>
    public IReadOnlyList<JsonObject> Items(string container, string? partition = null) =>
        [.. _databases.Values.SelectMany(d => d.Where(c => c.Key == container).SelectMany(c => c.Value.Items(partition)))];

    private CosmosAnswer Account()
    {
        var address = Address.AbsoluteUri;
        return CosmosAnswer.Json(HttpStatusCode.OK, new JsonObject
        {
            ["_self"] = "",
            ["id"] = "local",
            ["_rid"] = "local",
            ["media"] = "//media/",
            ["addresses"] = "//addresses/",
            ["_dbs"] = "//dbs/",
            ["writableLocations"] = new JsonArray(new JsonObject { ["name"] = "Local", ["databaseAccountEndpoint"] = address }),
            ["readableLocations"] = new JsonArray(new JsonObject { ["name"] = "Local", ["databaseAccountEndpoint"] = address }),
            ["enableMultipleWriteLocations"] = false,
            ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = "Session" },
            ["userReplicationPolicy"] =
                new JsonObject { ["asyncReplication"] = false, ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 },
            ["systemReplicationPolicy"] = new JsonObject { ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 },
            ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
            ["queryEngineConfiguration"] = "{\"enableSpatialIndexing\":false,\"maxSqlQueryInputLength\":262144}",
        });
    }

    private CosmosAnswer CreateDatabase(CosmosRequest request)
    {
        RequireRights();
        var id = (string)JsonNode.Parse(request.Body)!["id"]!;
        return _databases.TryAdd(id, new())
            ? CosmosAnswer.Json(HttpStatusCode.Created, DatabaseJson(id))
            : CosmosAnswer.Error(HttpStatusCode.Conflict, "The database exists.");
    }

    private CosmosAnswer ReadDatabase(string id) => _databases.ContainsKey(id)
        ? CosmosAnswer.Json(HttpStatusCode.OK, DatabaseJson(id))
        : CosmosAnswer.Error(HttpStatusCode.NotFound, "There is no such database.");

    private CosmosAnswer CreateCollection(string database, CosmosRequest request)
    {
        RequireRights();
        var body = JsonNode.Parse(request.Body)!.AsObject();
        if (!_databases.TryGetValue(database, out var collections))
            return CosmosAnswer.Error(HttpStatusCode.NotFound, "There is no such database.");
        var made = new CosmosCollection(body, Interlocked.Increment(ref _collections), _time);
        return collections.TryAdd((string)body["id"]!, made)
            ? CosmosAnswer.Json(HttpStatusCode.Created, made.Definition)
            : CosmosAnswer.Error(HttpStatusCode.Conflict, "The container exists.");
    }

    private CosmosAnswer Collection(string database, string name, string[] rest, CosmosRequest request)
    {
        var collection = database == RidOfDatabase
            ? _databases.Values.SelectMany(static d => d.Values).FirstOrDefault(c => c.Rid == name)
            : _databases.GetValueOrDefault(database)?.GetValueOrDefault(name);
        if (collection is null)
            return CosmosAnswer.Error(HttpStatusCode.NotFound, "Owner resource does not exist", subStatus: rest is [] ? 0 : 1003);
        if (Refusal is { } refusal && rest is ["docs", ..] && (!refusal.OnlyWrites || IsWrite(request)))
            return CosmosAnswer.Error(refusal.Status, "Refused.", refusal.SubStatus);
        return (request.Method, rest) switch
        {
            ("GET", []) => CosmosAnswer.Json(HttpStatusCode.OK, collection.Definition),
            ("GET", ["pkranges"]) => collection.Ranges(request),
            ("POST", ["docs"]) => collection.Post(request),
            ("GET" or "PUT" or "PATCH" or "DELETE", ["docs", var id]) => collection.Item(request, id),
            _ => CosmosAnswer.Error(HttpStatusCode.BadRequest, $"Not answered here: {request.Method} {request.Path}"),
        };
    }

    private static bool IsWrite(CosmosRequest request) =>
        request.Method != "GET" && !request.Is("x-ms-documentdb-isquery") && !request.Is("x-ms-cosmos-is-query-plan-request");

    private void RequireRights()
    {
        if (!MayCreate)
            throw new CosmosRefusalException(HttpStatusCode.Forbidden, "The request cannot be authorized in the data plane.");
    }

    private static JsonObject DatabaseJson(string id) => new()
    {
        ["id"] = id,
        ["_rid"] = "AQAAAA==",
        ["_self"] = "dbs/AQAAAA==/",
        ["_etag"] = "\"1\"",
        ["_ts"] = 0,
        ["_colls"] = "colls/",
        ["_users"] = "users/",
    };

    /// <summary>The signature of the service's REST interface.</summary>
    private static bool IsSigned(CosmosRequest request)
    {
        var parts = request.Path.Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (type, link) = parts.Length == 0
            ? ("", "")
            : parts is ["dbs", RidOfDatabase, "colls", var rid, var below]
                ? (below, rid.ToLowerInvariant())
            : parts.Length % 2 == 1 ? (parts[^1], string.Join('/', parts[..^1])) : (parts[^2], string.Join('/', parts));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{request.Method.ToLowerInvariant()}\n{type}\n{Uri.UnescapeDataString(link)}\n"
            + $"{request.Header("x-ms-date").ToLowerInvariant()}\n\n");
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text)));
        return Uri.UnescapeDataString(request.Header("authorization")) == $"type=master&ver=1.0&sig={signature}";
    }
}
