using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InboxMind.Testing.Cosmos;

/// <summary>A logical partition. A batch is done under its lock, and undone when one of its operations fails.</summary>
internal sealed class CosmosPartitionData
{
    private const int MaxItemBytes = 2 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CosmosStoredItem> _items = [];
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>The items with these ids, or all, as they are now.</summary>
    public List<CosmosStoredItem> All(DateTimeOffset now, CosmosIds? only = null)
    {
        lock (_lock)
        {
            IEnumerable<string> ids = only switch
            {
                { Names: { } names } => names.Distinct().Where(_items.ContainsKey),
                { From: { } from, To: { } to } => string.CompareOrdinal(from, to) <= 0 ? _ids.GetViewBetween(from, to) : [],
                _ => _ids,
            };
            return [.. ids.Select(id => _items[id]).Where(i => i.IsThere(now))];
        }
    }

    public CosmosAnswer Do(CosmosOperation operation, CosmosWrite write)
    {
        lock (_lock)
        {
            var (status, item, charge) = Apply(operation, write, []);
            if ((int)status >= 400)
                return CosmosAnswer.Error(status, $"{operation.Action} was refused.", charge: charge);
            var answer = new CosmosAnswer(status, operation.Action == CosmosAction.Delete ? [] : item!.Body) { Charge = charge };
            if (item is not null)
                answer.Headers["etag"] = item.ETag;
            return answer;
        }
    }

    public CosmosAnswer Batch(IReadOnlyList<CosmosOperation> operations, int bytes, CosmosWrite write)
    {
        if (operations.Count > 100)
            return CosmosAnswer.Error(HttpStatusCode.BadRequest, "A batch has at most 100 operations.");
        if (bytes > MaxItemBytes)
            return CosmosAnswer.Error(HttpStatusCode.RequestEntityTooLarge, "A batch has at most 2 MB.");
        lock (_lock)
        {
            var before = new Dictionary<string, CosmosStoredItem?>();
            var results = new List<(HttpStatusCode Status, string? ETag, double Charge)>();
            foreach (var operation in operations)
            {
                var (status, item, charge) = Apply(operation, write, before);
                results.Add((status, item?.ETag, charge));
                if ((int)status < 400)
                    continue;
                foreach (var (id, old) in before)
                    Put(id, old);
                results = [.. operations.Select((_, i) =>
                    (i == results.Count - 1 ? status : HttpStatusCode.FailedDependency, (string?)null, i < results.Count
                        ? results[i].Charge : 0d))];
                return new CosmosAnswer(HttpStatusCode.MultiStatus,
                    CosmosBatchFormat.Write(results))
                { Charge = results.Sum(static r => r.Charge) };
            }

            return new CosmosAnswer(HttpStatusCode.OK, CosmosBatchFormat.Write(results)) { Charge = results.Sum(static r => r.Charge) };
        }
    }

    private (HttpStatusCode Status, CosmosStoredItem? Item, double Charge) Apply(
        CosmosOperation operation, CosmosWrite write, Dictionary<string, CosmosStoredItem?> before)
    {
        var body = operation.Action is CosmosAction.Create or CosmosAction.Upsert or CosmosAction.Replace
            ? JsonNode.Parse(operation.Body)!.AsObject()
            : null;
        var id = operation.Id ?? (string?)body?["id"] ?? throw new CosmosRefusalException(HttpStatusCode.BadRequest,
            "An item without an id.");
        if (id.Length is 0 or > 1023 || id.AsSpan().IndexOfAny("/\\?#") >= 0 || id[^1] == ' ')
            throw new CosmosRefusalException(HttpStatusCode.BadRequest, $"The id '{id}' is none.");
        var old = _items.TryGetValue(id, out var found) && found.IsThere(write.Now) ? found : null;
        if (operation.Action == CosmosAction.Read)
            return old is null ? (HttpStatusCode.NotFound, null, 1) : (HttpStatusCode.OK, old, Math.Max(1, old.Body.Length / 1024d));
        if (body is not null && ((string?)body["id"] != id || (string?)body[write.KeyName] != write.Key))
            throw new CosmosRefusalException(HttpStatusCode.BadRequest,
                $"The item '{id}' does not name its id and the key of its partition.");
        if (operation.Action == CosmosAction.Create && old is not null)
            return (HttpStatusCode.Conflict, null, 2);
        if (operation.Action is CosmosAction.Replace or CosmosAction.Patch or CosmosAction.Delete && old is null)
            return (HttpStatusCode.NotFound, null, 1);
        if (operation.IfMatch is { } etag && old?.ETag != etag && (operation.Action != CosmosAction.Upsert || old is not null))
            return (HttpStatusCode.PreconditionFailed, null, 1.3);

        before.TryAdd(id, found);
        if (operation.Action == CosmosAction.Delete)
        {
            Put(id, null);
            return (HttpStatusCode.NoContent, null, Cost(old!.Body.Length));
        }

        if (operation.Action == CosmosAction.Patch)
            body = Patch(JsonNode.Parse(old!.Body)!.AsObject(), JsonNode.Parse(operation.Body)!.AsObject());
        var made = Store(id, body!, write);
        Put(id, made);
        return (old is null ? HttpStatusCode.Created : HttpStatusCode.OK, made, Cost(made.Body.Length)
            + (old is null ? 0 : Cost(old.Body.Length) / 2));
    }

    /// <summary>A model: what the service says a write of 1 KB with few indexed paths costs.</summary>
    private static double Cost(int bytes) => 5.5 + (bytes / 1024d * 0.9);

    private static CosmosStoredItem Store(string id, JsonObject body, CosmosWrite write)
    {
        var number = write.Next();
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{number:x8}-0000-0000-0000-000000000000\"");
        body["_rid"] = Convert.ToBase64String([.. Convert.FromBase64String(write.Rid.Replace('-', '/')), .. BitConverter.GetBytes(number)])
            .Replace('/', '-');
        body["_self"] = $"dbs/AQAAAA==/colls/{write.Rid}/docs/{(string)body["_rid"]!}/";
        body["_etag"] = etag;
        body["_attachments"] = "attachments/";
        body["_ts"] = write.Now.ToUnixTimeSeconds();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        if (bytes.Length > MaxItemBytes)
            throw new CosmosRefusalException(HttpStatusCode.RequestEntityTooLarge, "An item has at most 2 MB.");
        var expires = (long?)body["ttl"] is { } seconds and > 0 ? write.Now.AddSeconds(seconds) : (DateTimeOffset?)null;
        return new CosmosStoredItem(id, bytes, JsonElement.Parse(bytes), etag, number, expires);
    }

    private static JsonObject Patch(JsonObject item, JsonObject patch)
    {
        foreach (var operation in patch["operations"]!.AsArray())
        {
            var path = ((string)operation!["path"]!).Split('/', StringSplitOptions.RemoveEmptyEntries);
            var name = path is [var only] ? only : throw new CosmosRefusalException(HttpStatusCode.BadRequest,
                "Only fields of the item are patched.");
            var value = operation["value"]?.DeepClone();
            switch ((string)operation["op"]!)
            {
                case "add" or "set":
                    item[name] = value;
                    break;
                case "replace" when item.ContainsKey(name):
                    item[name] = value;
                    break;
                case "remove" when item.ContainsKey(name):
                    item.Remove(name);
                    break;
                case "incr" when (item[name] ?? 0).GetValueKind() == JsonValueKind.Number:
                    item[name] = (item[name]?.GetValue<long>() ?? 0) + value!.GetValue<long>();
                    break;
                default:
                    throw new CosmosRefusalException(HttpStatusCode.BadRequest, $"The patch of /{name} cannot be made.");
            }
        }

        return item;
    }

    private void Put(string id, CosmosStoredItem? item)
    {
        if (item is null)
        {
            _items.Remove(id);
            _ids.Remove(id);
        }
        else
        {
            _items[id] = item;
            _ids.Add(id);
        }
    }
}
