using InboxMind.Core.Accounts;
using InboxMind.Core.Mail.Listing;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>The messages that meet the conditions of a list, as SQL on a message <c>m</c>.</summary>
internal sealed class MailSelection
{
    private readonly Session _session;
    private readonly SqlValues _values = new();
    private readonly string _where;

    public MailSelection(Session session, Tenant tenant, MailConditions conditions)
    {
        var filter = conditions.Filter;
        if (filter.HasWords)
            throw new ArgumentException("The store knows no words; ask the index.", nameof(conditions));
        _session = session;
        var user = _values.Add(tenant.User.Value);

        // The plus keeps SQLite from walking through all mails of the user by date, looking for those of the thread.
        var where = conditions.Thread is { } thread
            ? $"+m.user = {user} AND m.thread IN (SELECT t.seq FROM thread n JOIN thread t ON t.seq = COALESCE(n.alias_of, n.seq) "
                + $"OR t.alias_of = COALESCE(n.alias_of, n.seq) WHERE n.user = {user} AND n.id = {_values.Add(thread.Value)})"
            : $"m.user = {user}";
        if (filter.Since is { } since)
            where += $" AND m.date >= {_values.Add(DateOrder.FromSecond(since))}";
        if (filter.Until is { } until)
            where += $" AND m.date < {_values.Add(DateOrder.FromSecond(until))}";
        if (filter.HasAttachments is { } has)
            where += $" AND m.has_attachments = {_values.Add(has ? 1 : 0)}";
        if (filter.Folders.Count > 0)
            where += $" AND {InFolders(tenant, filter.Folders)}";
        if (filter.NotFolders.Count > 0)
            where += $" AND NOT {InFolders(tenant, filter.NotFolders)}";
        _where = where;
    }

    public List<MailPosition> List(MailRange range) => _session
        .Prepare($"SELECT {DateOrder.Columns} FROM message m WHERE {_where}{DateOrder.Sql(range, _values)}")
        .Query(DateOrder.Read, _values.ToArray());

    public long Count() => (long)_session.Prepare($"SELECT COUNT(*) FROM message m WHERE {_where}").Scalar(_values.ToArray())!;

    /// <summary>The names are compared here, as the index compares them, against the few there are; each mail is then held against
    /// the exact ones.</summary>
    private string InFolders(Tenant tenant, IReadOnlyList<string> wanted)
    {
        HashSet<string> folders = [], labels = [];
        var names = wanted.Select(static w => w.ToLowerInvariant()).ToList();
        _session.Prepare("SELECT DISTINCT folder, labels FROM placement WHERE user = ?1").Each(
            row =>
            {
                if (Matches(row.GetString(0), names))
                    folders.Add(row.GetString(0));
                if (row.GetString(1) is { Length: > 0 } all && all.Split('\n').Any(label => Matches(label, names)))
                    labels.Add(all);
            },
            tenant.User.Value);
        var where = $"p.folder IN (SELECT value FROM {_values.AddList(folders)})";
        if (labels.Count > 0)
            where = $"({where} OR p.labels IN (SELECT value FROM {_values.AddList(labels)}))";
        return $"EXISTS(SELECT 1 FROM placement p WHERE p.message = m.seq AND {where})";
    }

    private static bool Matches(string folder, List<string> wanted)
    {
        var name = folder.ToLowerInvariant();
        return wanted.Any(w => name == w || (name.Length > w.Length && name[^(w.Length + 1)] == '/' && name.EndsWith(w, StringComparison.Ordinal)));
    }
}
