using System.Text;
using InboxMind.Core.Index;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>A query's conditions on a mail <c>m</c>, as SQL that begins with AND; empty when there are none.</summary>
internal static class IndexConditions
{
    /// <summary>For a search, which finds the query's words by their rank.</summary>
    public static string Sql(SearchQuery query, SqlValues values) => Sql(query, words: null, new ConditionSql("m.seq", values), values);

    /// <summary>For a list, where no rank asks for the words. The plus has SQLite walk by date and look each mail up among those that
    /// match, until it has enough.</summary>
    public static string ListSql(SearchQuery query, AskedForms forms, SqlValues values) =>
        Sql(query, WordQuery.All(query, forms), new ConditionSql("+m.seq", values), values);

    private static string Sql(SearchQuery query, string? words, ConditionSql write, SqlValues values)
    {
        var filter = query.Filter;
        var sql = new StringBuilder();
        if (words is not null)
            sql.Append(" AND ").Append(write.Matches(words));
        if (WordQuery.Required(query) is { } required)
            sql.Append(" AND ").Append(write.Matches(required));
        if (WordQuery.Excluded(query) is { } excluded)
            sql.Append(" AND NOT ").Append(write.Matches(excluded));
        if (filter.Since is { } since)
            sql.Append(" AND m.date >= ").Append(values.Add(DateOrder.FromSecond(since)));
        if (filter.Until is { } until)
            sql.Append(" AND m.date < ").Append(values.Add(DateOrder.FromSecond(until)));
        if (filter.HasAttachments is { } has)
            sql.Append(" AND m.has_attachments = ").Append(values.Add(has ? 1 : 0));
        if (filter.Folders.Count > 0)
            sql.Append(" AND ").Append(write.InFolders(filter.Folders));
        if (filter.NotFolders.Count > 0)
            sql.Append(" AND NOT ").Append(write.InFolders(filter.NotFolders));
        if (query.Where is { } where)
            sql.Append(" AND ").Append(write.Write(where));
        return sql.ToString();
    }
}
