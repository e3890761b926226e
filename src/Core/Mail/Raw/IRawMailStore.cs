namespace InboxMind.Core.Mail.Raw;

/// <summary>Raw mail that lies apart from the messages, such as in blobs. A deployment without one keeps raw mail with its message. Mail
/// set aside lies here in the same way. The store of the messages decides what exists: it saves here before it stores a message, and
/// remembers what to delete here in the same transaction that deletes one.</summary>
public interface IRawMailStore
{
    /// <summary>Saves mails. One that is there already is written again.</summary>
    Task SaveAsync(Owner owner, IReadOnlyCollection<RawMailToSave> mails, CancellationToken cancellation);

    /// <summary>Opens one, with its length known; null when it is not there. It is read forward, once.</summary>
    Task<Stream?> OpenAsync(Owner owner, EmailId id, CancellationToken cancellation);

    /// <summary>Deletes mails that no one wants any more. Whether they are wanted is asked after each was looked at, and one that is
    /// saved again after that look stays.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="ids">The mails; those that are not there are left out.</param>
    /// <param name="unwanted">Told which of them are there, says which of those are to be deleted.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Those that were to be deleted and are held against it, such as by a lease or a policy of the account: they stay.</returns>
    Task<IReadOnlyCollection<EmailId>> DeleteAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, Func<IReadOnlyCollection<EmailId>, Task<IReadOnlyCollection<EmailId>>> unwanted,
        CancellationToken cancellation);

    /// <summary>Deletes all raw mail of an owner.</summary>
    /// <returns>Whether there was any.</returns>
    /// <exception cref="Work.StorageUnusableException">Some is held against deletion; all else was deleted.</exception>
    Task<bool> DeleteAllAsync(Owner owner, CancellationToken cancellation);
}

/// <summary>A raw mail to save.</summary>
/// <param name="Id">The message, or the mail set aside.</param>
/// <param name="Raw">The mail as it came.</param>
public readonly record struct RawMailToSave(EmailId Id, ReadOnlyMemory<byte> Raw);
