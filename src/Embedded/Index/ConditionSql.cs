using InboxMind.Core.Index.Conditions;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>A tree of conditions on a mail <c>m</c> as one expression of SQL.</summary>
/// <param name="seq">The mail's number, as it is looked up among those that match.</param>
/// <param name="values">Filled with the values.</param>
internal sealed class ConditionSql(string seq, SqlValues values)
{
    /// <summary>The expression; true or false for every mail, never null.</summary>
    public string Write(MailCondition condition) => condition switch
    {
        _ when WordQuery.Of(condition) is { } words => Matches(words),
        AllOf all => Join(all.Parts, " AND ", "1"),
        AnyOf any => Join(any.Parts, " OR ", "0"),
        NotOf not => $"(NOT {Write(not.Part)})",
        InFolder folder => InFolders([folder.Name]),
        HasFlag flag => $"((m.flags & {values.Add((int)flag.Flag)}) <> 0)",
        DatedWithin dated => Within("m.date", DateOrder.FromSecond, dated.Since, dated.Until),
        SizedWithin sized => Sized(sized),
        HasAttachment { Kinds: AttachmentKinds.None } => "(m.has_attachments <> 0)",
        HasAttachment some => $"((m.kinds & {values.Add((int)some.Kinds)}) <> 0)",
        OfKind kind => $"(m.kind = {values.Add((int)kind.Kind)})",
        IsWrittenIn written => $"(m.language = {values.Add((int)written.Language)})",
        IsEncrypted => "(m.encrypted <> 0)",
        OnList list => $"(instr(m.list, {values.Add($" {list.Words}")}) > 0)",
        HasMessageId id => $"(m.message_hash = {values.Add(MessageIdHash.Compute(id.Id))})",
        _ => throw new NotSupportedException($"No SQL for {condition.GetType().Name}."),
    };

    /// <summary>Mails that an expression of FTS5 matches.</summary>
    public string Matches(string words) => $"({seq} IN (SELECT rowid FROM mail_words WHERE mail_words MATCH {values.Add(words)}))";

    /// <summary>Mails in one of the folders. The names are compared with the few there are, which are found by leaping from one to the
    /// next.</summary>
    public string InFolders(IReadOnlyList<string> folders) =>
        $"({seq} IN (WITH RECURSIVE known(name) AS (SELECT MIN(folder) FROM mail_folder UNION ALL "
        + "SELECT (SELECT MIN(folder) FROM mail_folder WHERE folder > name) FROM known WHERE name IS NOT NULL) "
        + $"SELECT f.mail FROM known CROSS JOIN mail_folder f ON f.folder = name WHERE EXISTS(SELECT 1 FROM "
        + $"{values.AddList(folders.Select(static f => f.ToLowerInvariant()))} n WHERE name = n.value "
        + "OR substr(name, -length(n.value) - 1) = '/' || n.value)))";

    private string Join(IReadOnlyList<MailCondition> parts, string between, string none) =>
        parts.Count == 0 ? none : $"({string.Join(between, parts.Select(Write))})";

    private string Within(string column, Func<DateTimeOffset, long> value, DateTimeOffset? since, DateTimeOffset? until) =>
        (since, until) switch
        {
            ({ } first, { } last) => $"({column} >= {values.Add(value(first))} AND {column} < {values.Add(value(last))})",
            ({ } first, null) => $"({column} >= {values.Add(value(first))})",
            (null, { } last) => $"({column} < {values.Add(value(last))})",
            _ => "1",
        };

    private string Sized(SizedWithin sized)
    {
        var more = sized.MoreThan is { } least ? $"m.size > {values.Add(least)}" : "1";
        return sized.LessThan is { } most ? $"({more} AND m.size < {values.Add(most)})" : $"({more})";
    }
}
