using System.Text.Json.Nodes;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>The messages that meet the conditions of a list, as SQL on a message <c>m</c>.</summary>
internal sealed class MailSelection
{
    private readonly SqliteSession _session;
    private readonly SqlValues _values = new();
    private readonly string _where;

    public MailSelection(SqliteSession session, Owner owner, MailConditions conditions)
    {
        var filter = conditions.Filter;
        if (filter.HasWords)
            throw new ArgumentException("The store knows no words; ask the index.", nameof(conditions));
        _session = session;
        var user = _values.Add(owner.User.Value);

        // The plus keeps SQLite from walking through all mails of the user by date, looking for those of the thread.
        var where = conditions.Thread is { } thread
            ? $"+m.user = {user} AND m.thread IN (SELECT t.seq FROM thread n JOIN thread t ON t.seq = COALESCE(n.alias_of, n.seq) "
                + $"OR t.alias_of = COALESCE(n.alias_of, n.seq) WHERE n.user = {user} AND n.id = {_values.Add(thread.Value)})"
            : $"m.user = {user}";
        if (filter.Since is { } since)
            where += $" AND m.date >= {_values.Add(DateOrder.FromSecond(since))}";
        if (filter.Until is { } until)
            where += $" AND m.date < {_values.Add(DateOrder.FromSecond(until))}";
        if (conditions.StoredUntil is { } stored)
            where += $" AND m.stored_at <= {_values.Add(stored.ToUnixTimeMilliseconds())}";
        if (filter.HasAttachments is { } has)
            where += $" AND m.has_attachments = {_values.Add(has ? 1 : 0)}";
        if (filter.Folders.Count > 0)
            where += InFolders("IN", user, owner, filter.Folders);
        if (filter.NotFolders.Count > 0)
            where += InFolders("NOT IN", user, owner, filter.NotFolders);
        _where = where;
    }

    public List<MailPosition> List(MailRange range) => _session
        .Prepare($"SELECT {DateOrder.Columns} FROM message m WHERE {_where}{DateOrder.Sql(range, _values)}")
        .Query(DateOrder.Read, _values.ToArray());

    public long Count() => (long)_session.Prepare($"SELECT COUNT(*) FROM message m WHERE {_where}").Scalar(_values.ToArray())!;

    /// <summary>The names are compared here, as the index compares them, with the few there are. The plus has SQLite walk by date and
    /// look each mail up among those of the folders, until it has enough.</summary>
    private string InFolders(string among, string user, Owner owner, IReadOnlyList<string> wanted)
    {
        var names = wanted.Select(static w => w.ToLowerInvariant()).ToList();
        var folders = Folders(_session, owner).Where(f => Matches(f.Folder, names))
            .Select(static f => new JsonArray(f.Mailbox, f.Folder).ToJsonString());
        var labels = Labels(owner).Where(all => all.Split('\n').Any(label => Matches(label, names)));
        return $" AND +m.seq {among} (SELECT p.message FROM {_values.AddList(folders)} n CROSS JOIN placement p ON p.user = {user} "
            + "AND p.mailbox = n.value ->> 0 AND p.folder = n.value ->> 1 "
            + $"UNION ALL SELECT p.message FROM {_values.AddList(labels)} n CROSS JOIN placement p ON p.user = {user} "
            + "AND p.labels = n.value AND p.labels <> '')";
    }

    /// <summary>The folders there are, found by leaping from one to the next.</summary>
    public static IEnumerable<(string Mailbox, string Folder)> Folders(SqliteSession session, Owner owner)
    {
        (string Mailbox, string Folder)? last = null;
        while (session
            .Prepare(
                "SELECT mailbox, folder FROM placement WHERE user = ?1 AND (mailbox, folder) > (?2, ?3) ORDER BY mailbox, folder LIMIT 1")
            .First(static r => Tuple.Create(r.GetString(0), r.GetString(1)), owner.User.Value, last?.Mailbox ?? "", last?.Folder ?? "")
                is { } next)
            yield return (last = (next.Item1, next.Item2)).Value;
    }

    /// <summary>The sets of labels there are, in the same way.</summary>
    private IEnumerable<string> Labels(Owner owner)
    {
        var last = "";
        while (_session.Prepare("SELECT MIN(labels) FROM placement WHERE user = ?1 AND labels <> '' AND labels > ?2")
            .Scalar(owner.User.Value, last) is string next)
            yield return last = next;
    }

    private static bool Matches(string folder, List<string> wanted)
    {
        var name = folder.ToLowerInvariant();
        return wanted.Any(w => name == w
            || (name.Length > w.Length && name[^(w.Length + 1)] == '/' && name.EndsWith(w, StringComparison.Ordinal)));
    }
}
