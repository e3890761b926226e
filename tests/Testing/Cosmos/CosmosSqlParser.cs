using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InboxMind.Testing.Cosmos;

/// <summary>Reads the text of a query.</summary>
internal sealed partial class CosmosSqlParser(string text, IReadOnlyDictionary<string, JsonElement> parameters)
{
    private static readonly string[] Aggregates = ["COUNT", "SUM", "MAX", "MIN"];
    private static readonly string[] Functions = ["ARRAY_CONTAINS", "IS_DEFINED", "STARTSWITH", "CONTAINS"];

    private readonly List<string> _tokens = Split(text);
    private int _at;

    public CosmosSql Parse()
    {
        Expect("SELECT");
        var top = Take("TOP") ? int.Parse(Next(), CultureInfo.InvariantCulture) : int.MaxValue;
        var isValue = Take("VALUE");
        string? aggregate = null;
        var select = new List<(string?, CosmosTerm)>();
        if (!Take("*"))
        {
            do
            {
                aggregate = Aggregates.FirstOrDefault(Take);
                var term = aggregate is null ? Operand() : Inside(Operand);
                select.Add((term.Path?.Split('/')[^1], term));
            }
            while (Take(","));
            if ((aggregate is not null && !isValue) || (isValue && select.Count > 1)
                || (!isValue && select.Exists(static s => s.Item1 is null)))
                throw Refuse();
        }

        Expect("FROM");
        Expect("c");
        Expect("WHERE");
        var where = Or();
        var order = new List<(CosmosTerm, bool)>();
        if (Take("ORDER"))
        {
            Expect("BY");
            do
                order.Add((Operand(), Take("DESC") || (Take("ASC") && false)));
            while (Take(","));
        }

        return _at == _tokens.Count ? new CosmosSql(where, order, select, isValue, aggregate, top) : throw Refuse();
    }

    private CosmosTerm Or() => Chain("OR", And);

    private CosmosTerm And() => Chain("AND", Not);

    private CosmosTerm Chain(string name, Func<CosmosTerm> part)
    {
        var parts = new List<CosmosTerm> { part() };
        while (Take(name))
            parts.Add(part());
        return parts is [var only] ? only : new CosmosTerm(name, parts);
    }

    private CosmosTerm Not()
    {
        if (Take("NOT"))
            return new CosmosTerm("NOT", [Not()]);
        if (Take("("))
        {
            var inside = Or();
            Expect(")");
            return inside;
        }

        var left = Operand();
        if (Take("IN"))
        {
            Expect("(");
            return new CosmosTerm("IN", [left, .. List()]);
        }

        return _at < _tokens.Count && _tokens[_at] is "=" or "!=" or "<" or "<=" or ">" or ">="
            ? new CosmosTerm(Next(), [left, Operand()])
            : left;
    }

    private CosmosTerm Operand()
    {
        var token = Next();
        if (Functions.Contains(token))
        {
            Expect("(");
            return new CosmosTerm(token, List());
        }

        if (token[0] == '@')
        {
            return parameters.TryGetValue(token, out var value)
                ? new CosmosTerm("", []) { Value = value }
                : throw new CosmosRefusalException(HttpStatusCode.BadRequest, $"The parameter {token} has no value.");
        }

        if (token.StartsWith("c.", StringComparison.Ordinal))
            return new CosmosTerm("", []) { Path = token[2..].Replace('.', '/') };
        return token is "true" or "false" or "null" || char.IsAsciiDigit(token[0])
            ? new CosmosTerm("", []) { Value = JsonElement.Parse(token) }
            : throw Refuse();
    }

    private List<CosmosTerm> List()
    {
        var list = new List<CosmosTerm>();
        do
            list.Add(Operand());
        while (Take(","));
        Expect(")");
        return list;
    }

    private CosmosTerm Inside(Func<CosmosTerm> part)
    {
        Expect("(");
        var term = part();
        Expect(")");
        return term;
    }

    private string Next() => _at < _tokens.Count ? _tokens[_at++] : throw Refuse();

    private bool Take(string token)
    {
        if (_at >= _tokens.Count || _tokens[_at] != token)
            return false;
        _at++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token))
            throw Refuse();
    }

    private CosmosRefusalException Refuse() => new(HttpStatusCode.BadRequest, $"This query is not answered here, near word {_at}: {text}");

    private static List<string> Split(string text)
    {
        var tokens = new List<string>();
        var at = 0;
        foreach (Match match in Token().Matches(text))
        {
            if (match.Index != at)
                throw new CosmosRefusalException(HttpStatusCode.BadRequest, $"This query cannot be read: {text}");
            at = match.Index + match.Length;
            tokens.Add(match.Groups[1].Value);
        }

        return at == text.Length ? tokens : throw new CosmosRefusalException(HttpStatusCode.BadRequest,
            $"This query cannot be read: {text}");
    }

    [GeneratedRegex(@"\s*(@\w+|c\.[\w.]+|\w+|<=|>=|!=|[=<>(),*])\s*")]
    private static partial Regex Token();
}
