namespace InboxMind.Core.Mail;

/// <summary>Messages and placements, by user.</summary>
public interface IMailStore
{
    /// <summary>Stores what is not stored yet: raw mail, message, thread and placement, all of a message or nothing of
    /// it. Doing it again changes nothing.</summary>
    /// <returns>One outcome for each mail, in order.</returns>
    Task<IReadOnlyList<SaveOutcome>> SaveAsync(Owner owner, IReadOnlyList<MailToSave> mails, CancellationToken cancellation);

    /// <summary>The messages asked for that exist, each once, in no particular order.</summary>
    Task<IReadOnlyList<StoredMail>> GetAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation) =>
        GetAsync(owner, ids, MailExtent.Whole, cancellation);

    /// <summary>The messages asked for that exist, each once, in no particular order, and so much of them.</summary>
    Task<IReadOnlyList<StoredMail>> GetAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, MailExtent extent, CancellationToken cancellation);

    /// <summary>The first of the messages asked for, whole, until their texts have so many characters together; at least one.</summary>
    Task<StoredPart> GetPartAsync(Owner owner, IReadOnlyList<EmailId> ids, int characters, CancellationToken cancellation);

    /// <summary>The messages of a thread, oldest first, as much of each as an answer is looked for in
    /// (<see cref="MailExtent.Evidence"/>); an alias gives the thread it joined.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="thread">The thread or an alias of it.</param>
    /// <param name="limit">At most this many, the newest of them.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<StoredMail>> GetThreadAsync(Owner owner, ThreadId thread, int limit, CancellationToken cancellation);

    /// <summary>Lists the messages that meet the conditions by (date, id), the newest first unless the range says otherwise.</summary>
    /// <exception cref="ArgumentException">The conditions hold words.</exception>
    Task<IReadOnlyList<MailPosition>> ListAsync(
        Owner owner, MailConditions conditions, MailRange range, CancellationToken cancellation);

    /// <summary>How many messages <see cref="ListAsync"/> lists in all.</summary>
    /// <exception cref="ArgumentException">The conditions hold words.</exception>
    Task<long> CountAsync(Owner owner, MailConditions conditions, CancellationToken cancellation);

    /// <summary>The heads of messages, by id.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="after">Messages behind this id only; null begins.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<MailHead>> HeadsAsync(Owner owner, EmailId? after, int limit, CancellationToken cancellation);

    /// <summary>Where messages lie, by mailbox and folder, of each at most the first <see cref="Placement.MaxListed"/>. What is not stored
    /// is left out.</summary>
    Task<IReadOnlyDictionary<EmailId, IReadOnlyList<Placement>>> PlacementsAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation);

    /// <summary>The folders in which messages lie, by mailbox and name. Labels are not among them.</summary>
    Task<IReadOnlyList<(MailboxId Mailbox, string Folder)>> FoldersAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Opens the raw mail, with its length known; null when it is not stored. It is read forward, once.</summary>
    Task<Stream?> OpenRawAsync(Owner owner, EmailId id, CancellationToken cancellation);

    /// <summary>Notes that the index holds these versions, unless the marks are about another index than <paramref name="index"/> by
    /// now.</summary>
    /// <returns>The ids that are no longer stored, so that the caller takes them out of the index again.</returns>
    Task<IReadOnlyList<EmailId>> MarkIndexedAsync(
        Owner owner, IReadOnlyCollection<(EmailId Id, long Version)> indexed, IndexState index, CancellationToken cancellation);

    /// <summary>The index that the marks are about, as it was when the last of them was made; null when none was.</summary>
    Task<IndexState?> BoundIndexAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Notes which index the marks are about.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="index">The index.</param>
    /// <param name="isRebuilding">Whether mail was found to be missing in it. It is being built again until it holds all.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task BindIndexAsync(Owner owner, IndexState index, bool isRebuilding, CancellationToken cancellation);

    /// <summary>Which version of each message the index holds by the marks, by id; 0 for none.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="after">Messages behind this id only; null begins.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<(EmailId Id, long Version)>> MarksAsync(Owner owner, EmailId? after, int limit, CancellationToken cancellation);

    /// <summary>Takes marks back that are not true, as long as they are as given, and notes that the index holds messages that are not
    /// stored.</summary>
    Task CorrectMarksAsync(
        Owner owner, IReadOnlyCollection<(EmailId Id, long Version)> wrong, IReadOnlyCollection<EmailId> unknown,
        CancellationToken cancellation);

    /// <summary>How much of the mail the index holds by the marks.</summary>
    Task<IndexCoverage> CoverageAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Messages that were deleted and that the index may still hold, by id.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="after">Messages behind this id only; null begins.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<EmailId>> ListRemovedAsync(Owner owner, EmailId? after, int limit, CancellationToken cancellation);

    /// <summary>Which of these the index does not hold in their current version.</summary>
    Task<IReadOnlyList<EmailId>> UnindexedAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation);

    /// <summary>Sets a mail aside with its raw bytes. Doing it again changes nothing.</summary>
    Task SetAsideAsync(Owner owner, SetAsideMail mail, ReadOnlyMemory<byte> raw, CancellationToken cancellation);

    /// <summary>The mails set aside, oldest first.</summary>
    Task<IReadOnlyList<SetAsideMail>> ListSetAsideAsync(Owner owner, int limit, CancellationToken cancellation);

    /// <summary>Deletes messages for good, as a person asked for: raw mail, text and placements. A keyed mark of each stays, so
    /// that no sync brings it back; importing it from a file does.</summary>
    /// <returns>Those that were stored; the caller queues them, so that the index lets go of them too.</returns>
    Task<IReadOnlyList<EmailId>> DeleteAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation);

    /// <summary>Erases mails that were set aside, the oldest first.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>How many were erased.</returns>
    Task<int> DeleteSetAsideAsync(Owner owner, int limit, CancellationToken cancellation);

    /// <summary>Notes that the index holds nothing of these, which were not stored a moment ago.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="ids">The messages.</param>
    /// <param name="index">The index as it was afterwards; null when there is none.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The ids that are stored again since: the index lacks them now.</returns>
    Task<IReadOnlyList<EmailId>> MarkRemovedAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, IndexState? index, CancellationToken cancellation);

    /// <summary>How many messages the owner has.</summary>
    Task<long> CountAsync(Owner owner, CancellationToken cancellation);
}
