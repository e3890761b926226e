using InboxMind.Azure.Mail.Items;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>Blobs that were saved for mails which are about to be written.</summary>
/// <param name="Id">The item that says so; empty when there were none.</param>
/// <param name="Ticks">The ledger's when they were begun: another number means that some may have been deleted since.</param>
/// <param name="Mails">The mails.</param>
internal sealed record SavedBlobs(string Id, long Ticks, IReadOnlySet<EmailId> Mails)
{
    public static readonly SavedBlobs None = new("", 0, new HashSet<EmailId>());

    /// <summary>What has to be read to know.</summary>
    public IEnumerable<string> Ids => Id.Length == 0 ? [] : [Id];

    /// <summary>Whether they are there for sure.</summary>
    public bool Holds(MailTransaction transaction) =>
        Id.Length == 0 || (transaction.Get<LeftoverItem>(Id) is not null && transaction.Ledger.Ticks == Ticks);

    /// <summary>The mails are written: the blobs stay.</summary>
    public void End(MailTransaction transaction)
    {
        if (Id.Length == 0)
            return;
        transaction.Remove(Id);
        transaction.Ledger = transaction.Ledger with { Leftovers = transaction.Ledger.Leftovers - 1 };
    }
}
