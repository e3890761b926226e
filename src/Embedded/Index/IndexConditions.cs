using System.Text;
using InboxMind.Core.Index;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>A query's conditions on a mail <c>m</c>, as SQL that begins with AND; empty when there are none.</summary>
internal static class IndexConditions
{
    /// <summary>For a search, which finds the query's words by their rank.</summary>
    public static string Sql(SearchQuery query, SqlValues values) => Sql(query, "m.seq", values);

    /// <summary>For a list, where no rank asks for the words. The plus has SQLite walk by date and look each mail up among those that
    /// match, until it has enough.</summary>
    public static string ListSql(SearchQuery query, SqlValues values) =>
        (WordQuery.All(query) is { } words ? Matches("+m.seq IN", words, values) : "") + Sql(query, "+m.seq", values);

    private static string Sql(SearchQuery query, string seq, SqlValues values)
    {
        var filter = query.Filter;
        var sql = new StringBuilder();
        if (WordQuery.Required(query) is { } required)
            sql.Append(Matches($"{seq} IN", required, values));
        if (WordQuery.Excluded(query) is { } excluded)
            sql.Append(Matches($"{seq} NOT IN", excluded, values));
        if (filter.Since is { } since)
            sql.Append(" AND m.date >= ").Append(values.Add(DateOrder.FromSecond(since)));
        if (filter.Until is { } until)
            sql.Append(" AND m.date < ").Append(values.Add(DateOrder.FromSecond(until)));
        if (filter.HasAttachments is { } has)
            sql.Append(" AND m.has_attachments = ").Append(values.Add(has ? 1 : 0));
        if (filter.Folders.Count > 0)
            sql.Append(InFolders($"{seq} IN", filter.Folders, values));
        if (filter.NotFolders.Count > 0)
            sql.Append(InFolders($"{seq} NOT IN", filter.NotFolders, values));
        return sql.ToString();
    }

    private static string Matches(string among, string words, SqlValues values) =>
        $" AND {among} (SELECT rowid FROM mail_words WHERE mail_words MATCH {values.Add(words)})";

    /// <summary>The names are compared with the few there are, which are found by leaping from one to the next.</summary>
    private static string InFolders(string among, IReadOnlyList<string> folders, SqlValues values) =>
        $" AND {among} (WITH RECURSIVE known(name) AS (SELECT MIN(folder) FROM mail_folder UNION ALL "
        + "SELECT (SELECT MIN(folder) FROM mail_folder WHERE folder > name) FROM known WHERE name IS NOT NULL) "
        + $"SELECT f.mail FROM known CROSS JOIN mail_folder f ON f.folder = name WHERE EXISTS(SELECT 1 FROM "
        + $"{values.AddList(folders.Select(static f => f.ToLowerInvariant()))} n WHERE name = n.value "
        + "OR substr(name, -length(n.value) - 1) = '/' || n.value))";
}
