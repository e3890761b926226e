using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Reads the account that triggers keep of the messages that changed last.</summary>
internal static class HeadChangeReader
{
    public static HeadChanges? Since(SqliteSession session, Owner owner, long mark)
    {
        var now = Mark(session);
        if (now == mark)
            return new HeadChanges(now, [], []);
        if (session.Prepare("SELECT MIN(seq) FROM head_change").Scalar() is not long first || first > mark + 1 || now < mark)
            return null;
        var reader = new MessageReader(session, MailExtent.Head);
        var heads = new List<MailHead>();
        var gone = new List<EmailId>();
        foreach (var id in session.Prepare("SELECT DISTINCT id FROM head_change WHERE seq > ?1 AND user = ?2")
            .Query(static r => new EmailId(r.GetString(0)), mark, owner.User.Value))
        {
            if (reader.Head(owner, id) is { } head)
                heads.Add(head);
            else
                gone.Add(id);
        }

        return new HeadChanges(now, heads, gone);
    }

    /// <summary>The number of the last change of all.</summary>
    public static long Mark(SqliteSession session) =>
        session.Prepare("SELECT seq FROM sqlite_sequence WHERE name = 'head_change'").Scalar() as long? ?? 0;
}
