using System.Globalization;
using System.Net;
using System.Text.Json;

namespace InboxMind.Testing.Cosmos;

/// <summary>The part of Cosmos DB's query language that the adapters use: <c>SELECT [TOP n] (* | [VALUE] expressions) FROM c WHERE
/// condition [ORDER BY paths]</c>. Anything else is refused.</summary>
internal sealed class CosmosSql
{
    private readonly CosmosTerm _where;
    private readonly IReadOnlyList<(CosmosTerm Term, bool Descending)> _order;
    private readonly IReadOnlyList<(string? Name, CosmosTerm Term)> _select;
    private readonly bool _isValue;
    private readonly string? _aggregate;
    private readonly int _top;

    public CosmosSql(
        CosmosTerm where, IReadOnlyList<(CosmosTerm Term, bool Descending)> order, IReadOnlyList<(string? Name, CosmosTerm Term)> select,
        bool isValue, string? aggregate, int top) =>
        (_where, _order, _select, _isValue, _aggregate, _top) = (where, order, select, isValue, aggregate, top);

    public static CosmosSql Parse(string text, IReadOnlyDictionary<string, JsonElement> parameters) =>
        new CosmosSqlParser(text, parameters).Parse();

    /// <summary>Refuses conditions and orders on what is not indexed.</summary>
    public void Require(string keyName, IReadOnlySet<string> indexed)
    {
        foreach (var path in _where.Paths().Concat(_order.SelectMany(static o => o.Term.Paths())))
        {
            if (path != keyName && !indexed.Contains(path))
                throw new CosmosRefusalException(HttpStatusCode.BadRequest, $"A condition or an order on c.{path}, which is not indexed.");
        }

        if (_order.Count > 1)
            throw new CosmosRefusalException(HttpStatusCode.BadRequest, "An order by several paths needs a composite index.");
    }

    /// <summary>The value that a path has to have; null when the query does not say.</summary>
    public string? EqualTo(string path) => _where.Conjuncts()
        .Where(c => c.Name == "=" && c.Parts[0].Path == path).Select(static c => c.Parts[1].Value?.GetString()).FirstOrDefault();

    /// <summary>Which ids it can find; null for any.</summary>
    public CosmosIds? Ids()
    {
        string? from = null, to = null;
        foreach (var condition in _where.Conjuncts().Where(static c => c.Parts is [{ Path: "id" }, ..]))
        {
            switch (condition.Name)
            {
                case "IN":
                    return new CosmosIds([.. condition.Parts.Skip(1).Select(static p => p.Value!.Value.GetString()!)], null, null);
                case "=":
                    return new CosmosIds([condition.Parts[1].Value!.Value.GetString()!], null, null);
                case ">" or ">=":
                    from = condition.Parts[1].Value!.Value.GetString();
                    break;
                case "<" or "<=":
                    to = condition.Parts[1].Value!.Value.GetString();
                    break;
            }
        }

        return from is not null && to is not null ? new CosmosIds(null, from, to) : null;
    }

    /// <summary>A page of what it finds.</summary>
    /// <param name="items">The items there are.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="after">Where the page before ended.</param>
    public (IReadOnlyList<string> Documents, string? Next, int Bytes, int Seen) Run(List<CosmosStoredItem> items, int limit, string after)
    {
        var found = items.Where(i => _where.IsTrue(i.Root)).ToList();
        if (_aggregate is not null)
            return ([Aggregate(found)], null, 0, found.Count);
        if (_order is [var (term, descending)])
        {
            // What lacks the path is not in its index.
            found.RemoveAll(i => term.Evaluate(i.Root) is null);
            found.Sort((a, b) => Order(a, b, term, descending));
        }
        else
        {
            found.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        }

        if (after.Length > 0)
        {
            var place = JsonElement.Parse(after);
            found = [.. found.Where(i => IsBehind(i, place))];
        }

        var page = found.Take(Math.Min(limit, _top)).ToList();
        List<string> documents = [.. page.Select(Project).OfType<string>()];
        var next = page.Count > 0 && page.Count < found.Count && _top > page.Count ? Place(page[^1]) : null;
        return (documents, next, page.Sum(static i => i.Body.Length), page.Count);
    }

    private string Place(CosmosStoredItem item) => string.Create(
        CultureInfo.InvariantCulture,
            $"{{\"number\":{item.Number},\"value\":{(_order is [var (term, _)] ? term.Evaluate(item.Root)!.Value.GetRawText() : "0")}}}");

    private bool IsBehind(CosmosStoredItem item, JsonElement place)
    {
        var number = place.GetProperty("number").GetInt64();
        if (_order is not [var (term, descending)])
            return item.Number > number;
        var order = CosmosTerm.Compare(term.Evaluate(item.Root)!.Value, place.GetProperty("value"));
        order = descending ? -order : order;
        return order > 0 || (order == 0 && item.Number > number);
    }

    private static int Order(CosmosStoredItem a, CosmosStoredItem b, CosmosTerm term, bool descending)
    {
        var order = CosmosTerm.Compare(term.Evaluate(a.Root)!.Value, term.Evaluate(b.Root)!.Value);
        order = descending ? -order : order;
        return order != 0 ? order : a.Number.CompareTo(b.Number);
    }

    private string Aggregate(List<CosmosStoredItem> found)
    {
        var values = found.Select(i => _select[0].Term.Evaluate(i.Root)).OfType<JsonElement>().ToList();
        return _aggregate switch
        {
            "COUNT" => values.Count.ToString(CultureInfo.InvariantCulture),
            "SUM" => values.Sum(static v => v.GetDouble()).ToString(CultureInfo.InvariantCulture),
            "MAX" => values.Count == 0 ? "{}" : values.Aggregate(static (a, b) => CosmosTerm.Compare(a, b) >= 0 ? a : b).GetRawText(),
            _ => values.Count == 0 ? "{}" : values.Aggregate(static (a, b) => CosmosTerm.Compare(a, b) <= 0 ? a : b).GetRawText(),
        };
    }

    private string? Project(CosmosStoredItem item)
    {
        if (_select.Count == 0)
            return item.Root.GetRawText();
        if (_isValue)
            return _select[0].Term.Evaluate(item.Root)?.GetRawText();
        var fields = _select.Select(s => (s.Name, Value: s.Term.Evaluate(item.Root))).Where(static f => f.Value is not null)
            .Select(static f => $"{JsonSerializer.Serialize(f.Name)}:{f.Value!.Value.GetRawText()}");
        return $"{{{string.Join(',', fields)}}}";
    }
}
