using System.Globalization;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Cosmos;

/// <summary>A query on items <c>c</c> of one partition. Values are parameters, never part of its text.</summary>
/// <param name="Select">What is taken of each, such as <c>*</c> or <c>VALUE c.id</c>.</param>
/// <param name="Where">The conditions beside the one on the partition, such as <c>c.at &lt; @at</c>.</param>
internal sealed record CosmosQuery(string Select, string Where)
{
    private readonly List<(string Name, object Value)> _values = [];

    private CosmosQuery(CosmosQuery other)
    {
        (Select, Where, OrderBy, PageSize) = (other.Select, other.Where, other.OrderBy, other.PageSize);
        _values = [.. other._values];
    }

    /// <summary>Such as <c>c.at DESC</c>; null for any order.</summary>
    public string? OrderBy { get; init; }

    /// <summary>Items of a page; null for the usual number.</summary>
    public int? PageSize { get; init; }

    /// <summary>Items whose id begins so: all of a kind.</summary>
    public static CosmosQuery Of(string prefix, string select = "*", string where = "") => new CosmosQuery(
        select, where.Length == 0 ? "c.id >= @from AND c.id < @to" : $"c.id >= @from AND c.id < @to AND {where}")
        .With("@from", prefix).With("@to", $"{prefix[..^1]}{(char)(prefix[^1] + 1)}");

    /// <summary>Gives a parameter its value.</summary>
    public CosmosQuery With(string name, object value)
    {
        _values.Add((name, value));
        return this;
    }

    /// <summary>Adds the condition that a path has one of some values, at least one.</summary>
    public CosmosQuery In(string path, IReadOnlyCollection<string> values)
    {
        var first = _values.Count;
        var query = this with
        {
            Where = $"{(Where.Length == 0 ? "" : $"{Where} AND ")}{path} IN ("
                + string.Join(", ", values.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@v{first + i}"))) + ")",
        };
        foreach (var value in values)
            query.With(string.Create(CultureInfo.InvariantCulture, $"@v{query._values.Count}"), value);
        return query;
    }

    /// <summary>The whole query, for the partition that it is asked in.</summary>
    public QueryDefinition Definition(string keyName, string key) =>
        Text($"c.{keyName} = @own AND ({Where})").WithParameter("@own", key);

    /// <summary>The whole query, for all partitions.</summary>
    public QueryDefinition Definition() => Text(Where);

    private QueryDefinition Text(string where)
    {
        var query = new QueryDefinition($"SELECT {Select} FROM c WHERE {where}{(OrderBy is null ? "" : $" ORDER BY {OrderBy}")}");
        foreach (var (name, value) in _values)
            query = query.WithParameter(name, value);
        return query;
    }
}
