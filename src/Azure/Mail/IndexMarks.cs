using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;

namespace InboxMind.Azure.Mail;

/// <summary>What the store notes of a user's index, within a transaction: which one it is, which version of a message it holds, and what it
/// may hold too much.</summary>
internal static class IndexMarks
{
    public static IndexState? Bound(LedgerItem ledger) => ledger.IndexId is { } id ? new IndexState(id, ledger.IndexRevision) : null;

    public static void Bind(MailTransaction transaction, IndexState index, bool isRebuilding) =>
        transaction.Ledger = transaction.Ledger with
        {
            IndexId = index.Id,
            IndexRevision = index.Revision,
            IsRebuilding = transaction.Ledger.IsRebuilding || isRebuilding,
        };

    /// <returns>Those that are not stored any more.</returns>
    public static IReadOnlyList<EmailId> Mark(
        MailTransaction transaction, IReadOnlyCollection<(EmailId Id, long Version)> indexed, IndexState index)
    {
        // The index was replaced while it was written to: nothing is known of the new one.
        if (!Note(transaction, index))
            return [];
        var gone = new List<EmailId>();
        foreach (var (id, version) in indexed)
        {
            if (transaction.Message(id.Value) is not { } message)
                gone.Add(id);
            else if (Math.Min(message.Version, version) > message.Indexed)
                Mark(transaction, message, Math.Min(message.Version, version));
        }

        if (transaction.Ledger is { IsRebuilding: true, Waiting: 0 })
            transaction.Ledger = transaction.Ledger with { IsRebuilding = false };
        return gone;
    }

    /// <returns>Those that are stored.</returns>
    public static IReadOnlyList<EmailId> MarkRemoved(MailTransaction transaction, IReadOnlyList<EmailId> ids, IndexState? index)
    {
        if (index is not null && !Note(transaction, index))
            return [];
        var stored = new List<EmailId>();
        foreach (var id in ids)
        {
            if (transaction.Get<RemovedItem>(MailKeys.Removed(id.Value)) is not null)
            {
                transaction.Remove(MailKeys.Removed(id.Value));
                transaction.Ledger = transaction.Ledger with { Removed = transaction.Ledger.Removed - 1 };
            }

            if (transaction.Message(id.Value) is not { } message)
                continue;
            stored.Add(id);
            if (message.Indexed > 0)
                Mark(transaction, message, 0);
        }

        return stored;
    }

    public static void TakeBack(MailTransaction transaction, IReadOnlyCollection<(EmailId Id, long Version)> wrong)
    {
        foreach (var (id, version) in wrong)
        {
            if (transaction.Message(id.Value) is { } message && message.Indexed == version && version > 0)
                Mark(transaction, message, 0);
        }
    }

    public static void NoteUnknown(MailTransaction transaction, IReadOnlyCollection<EmailId> ids)
    {
        foreach (var id in ids)
        {
            var key = MailKeys.Removed(id.Value);
            if (transaction.Message(id.Value) is not null || transaction.Get<RemovedItem>(key) is not null)
                continue;
            transaction.Set(new RemovedItem { User = transaction.User, Id = key, Pending = transaction.Milliseconds });
            transaction.Ledger = transaction.Ledger with { Removed = transaction.Ledger.Removed + 1 };
        }
    }

    private static void Mark(MailTransaction transaction, MessageItem message, long version) => transaction.Set(
        message with { Indexed = version, Pending = version < message.Version ? message.At : null });

    /// <returns>Whether the marks are about this index.</returns>
    private static bool Note(MailTransaction transaction, IndexState index)
    {
        if (Bound(transaction.Ledger) is { Id.Length: > 0 } bound)
        {
            if (bound.Id != index.Id)
                return false;
            if (index.Revision > bound.Revision)
                transaction.Ledger = transaction.Ledger with { IndexRevision = index.Revision };
            return true;
        }

        Bind(transaction, index, isRebuilding: false);
        return true;
    }
}
