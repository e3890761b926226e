namespace InboxMind.Core.Sync;

/// <summary>The mail of a mailbox that is being synced. Everything is written under the lease: a holder that lost it changes
/// nothing and gets <see cref="LeaseLostException"/>. Doing anything again changes nothing.</summary>
public interface ISyncedMail
{
    /// <summary>Stores what is not stored yet, as <see cref="IMailStore.SaveAsync"/> does, except for what a person deleted.</summary>
    /// <returns>One outcome for each mail, in order.</returns>
    Task<IReadOnlyList<SaveOutcome>> SaveAsync(
        Owner owner, SyncLease lease, IReadOnlyList<MailToSave> mails, CancellationToken cancellation);

    /// <summary>Places messages that are stored.</summary>
    /// <returns>One outcome for each, in order; <see cref="SaveKind.Missing"/> for what is not stored.</returns>
    Task<IReadOnlyList<SaveOutcome>> PlaceAsync(
        Owner owner, SyncLease lease, IReadOnlyList<(EmailId Id, Placement Placement)> placements, CancellationToken cancellation);

    /// <summary>Sets a mail aside with its raw bytes, to be forgotten when it is gone from <see cref="SetAsideMail.Place"/>.</summary>
    Task SetAsideAsync(
        Owner owner, SyncLease lease, SetAsideMail mail, ReadOnlyMemory<byte> raw, CancellationToken cancellation);

    /// <summary>Forgets a mail that was set aside. Does nothing when there is none.</summary>
    Task ReleaseAsync(Owner owner, SyncLease lease, EmailId id, CancellationToken cancellation);

    /// <summary>Forgets mails that were set aside in a folder. Does nothing when there are none.</summary>
    Task ReleaseAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyCollection<uint> uids, CancellationToken cancellation);

    /// <summary>UIDs of mails that were set aside in a folder, in any order.</summary>
    Task<IReadOnlyList<uint>> ListSetAsideAsync(
        Owner owner, MailboxId mailbox, string folder, uint uidValidity, CancellationToken cancellation);

    /// <summary>Takes placements out of the way whose numbers the server has given anew, a bounded number of them: from then on they
    /// count as of an older UIDVALIDITY.</summary>
    /// <returns>How many; call again until it is 0.</returns>
    Task<int> DetachAsync(Owner owner, SyncLease lease, string folder, uint uidValidity, CancellationToken cancellation);

    /// <summary>What lies in a folder under another UIDVALIDITY than this one, by no order.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="exceptUidValidity">Leaves those of this UIDVALIDITY out.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<NumberedMail>> ListNumberedAsync(
        Owner owner, MailboxId mailbox, string folder, uint exceptUidValidity, int limit, CancellationToken cancellation);

    /// <summary>Gives placements of a folder new numbers: a UIDVALIDITY, and a UID for each.</summary>
    /// <returns>The new UIDs of those that were there as they were listed, and whose new place was free.</returns>
    Task<IReadOnlyList<uint>> RenumberAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyList<(NumberedMail From, uint Uid)> mails,
        CancellationToken cancellation);

    /// <summary>How many messages of a mailbox are stored, and how many of them the index holds as they are.</summary>
    Task<(long Stored, long Indexed)> CountAsync(Owner owner, MailboxId mailbox, CancellationToken cancellation);

    /// <summary>Messages with this Message-ID and raw size in bytes, and the messages that hold them.</summary>
    Task<IReadOnlyList<EmailId>> FindAsync(Owner owner, string messageId, long size, CancellationToken cancellation);

    /// <summary>The message a mailbox's server calls by this lasting id, or null; see <see cref="Placement.RemoteId"/>.</summary>
    Task<EmailId?> FindRemoteAsync(Owner owner, MailboxId mailbox, string remoteId, CancellationToken cancellation);

    /// <summary>UIDs and flags placed in a range of a folder, by UID.</summary>
    Task<IReadOnlyList<(uint Uid, MailFlags Flags)>> ListAsync(
        Owner owner, MailboxId mailbox, string folder, uint uidValidity, UidRange range, CancellationToken cancellation);

    /// <summary>Sets flags of placements that exist. Each message whose flags or labels were other gets a new version: the index holds
    /// both.</summary>
    /// <returns>How many were other than before, and the messages that the index must see again.</returns>
    Task<ChangedMail> SetFlagsAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyList<RemoteFlags> flags, CancellationToken cancellation);

    /// <summary>Removes placements. A message whose last placement goes is erased: raw mail, text and all.</summary>
    /// <returns>How many messages were erased, and which messages the index must see again, erased ones included.</returns>
    Task<ChangedMail> RemoveAsync(
        Owner owner, SyncLease lease, string folder, uint uidValidity, IReadOnlyCollection<uint> uids, CancellationToken cancellation);

    /// <summary>Removes placements of a folder, and what was set aside there, a bounded number of them.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="exceptUidValidity">Leaves those of this UIDVALIDITY; null leaves none.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>As <see cref="RemoveAsync"/>; call again until <see cref="ChangedMail.Placements"/> is 0.</returns>
    Task<ChangedMail> RemoveFolderAsync(
        Owner owner, SyncLease lease, string folder, uint? exceptUidValidity, CancellationToken cancellation);
}

/// <summary>A placement, and what its message is recognised by.</summary>
/// <param name="UidValidity">The UIDVALIDITY it lies under.</param>
/// <param name="Uid">Its UID there.</param>
/// <param name="Id">The message.</param>
/// <param name="MessageId">The message's Message-ID; empty when it has none.</param>
/// <param name="Size">Its raw size in bytes.</param>
public sealed record NumberedMail(uint UidValidity, long Uid, EmailId Id, string MessageId, long Size);

/// <summary>What a change of placements did.</summary>
/// <param name="Placements">Placements changed or removed, and mails forgotten that were set aside.</param>
/// <param name="Erased">Messages that are no longer stored.</param>
/// <param name="ToIndex">Messages whose index entry has to change, erased ones included.</param>
public sealed record ChangedMail(int Placements, int Erased, IReadOnlyList<EmailId> ToIndex)
{
    public static readonly ChangedMail None = new(0, 0, []);
}

/// <summary>The flags of a message as the server gives them.</summary>
/// <param name="Uid">The message.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Labels">As <see cref="Placement.Labels"/>; null when the server has none or did not say.</param>
public readonly record struct RemoteFlags(uint Uid, MailFlags Flags, string? Labels = null);
