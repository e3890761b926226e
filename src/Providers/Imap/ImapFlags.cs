using InboxMind.Core.Sync;
using MailKit;

namespace InboxMind.Providers.Imap;

/// <summary>Flags and labels as InboxMind keeps them.</summary>
internal static class ImapFlags
{
    public static RemoteFlags From(IMessageSummary item)
    {
        var flags = MailFlags.None;
        var from = item.Flags ?? MessageFlags.None;
        if ((from & MessageFlags.Seen) != 0)
            flags |= MailFlags.Seen;
        if ((from & MessageFlags.Answered) != 0)
            flags |= MailFlags.Answered;
        if ((from & MessageFlags.Flagged) != 0)
            flags |= MailFlags.Flagged;
        if ((from & MessageFlags.Deleted) != 0)
            flags |= MailFlags.Deleted;
        if ((from & MessageFlags.Draft) != 0)
            flags |= MailFlags.Draft;
        if (item.Keywords.Contains("$Forwarded"))
            flags |= MailFlags.Passed;
        var labels = item.GMailLabels is { } gmail
            ? string.Join('\n', gmail.Select(ImapNames.Label).Where(static l => l.Length > 0).Distinct().Order(StringComparer.Ordinal))
            : null;
        return new RemoteFlags(item.UniqueId.Id, flags, labels);
    }
}
