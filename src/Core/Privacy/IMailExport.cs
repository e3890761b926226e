namespace InboxMind.Core.Privacy;

/// <summary>Goes through everything that is stored of a user's mail.</summary>
public interface IMailExport
{
    /// <summary>Messages of a mailbox, the oldest first. One that lies in several mailboxes belongs to the first of them by id, so
    /// that over all mailboxes each message comes once.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="after">Those behind this one only; null begins.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<ExportedMail>> ListAsync(
        Owner owner, MailboxId mailbox, ExportedMail? after, int limit, CancellationToken cancellation);

    /// <summary>The mailboxes that hold messages, by id.</summary>
    Task<IReadOnlyList<MailboxId>> MailboxesAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Mails set aside, by id.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="after">Those behind this one only; null begins.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<SetAsideMail>> ListSetAsideAsync(Owner owner, EmailId? after, int limit, CancellationToken cancellation);

    /// <summary>Opens a mail that was set aside; null when there is none.</summary>
    Task<Stream?> OpenSetAsideAsync(Owner owner, EmailId id, CancellationToken cancellation);
}

/// <summary>What an export says of a message beside its bytes.</summary>
/// <param name="Id">The message.</param>
/// <param name="Thread">The thread it belongs to now.</param>
/// <param name="Sender">The first sender's address; may be empty or malformed.</param>
/// <param name="Date">When it was written.</param>
/// <param name="Size">Bytes of the raw mail.</param>
/// <param name="Placements">Where it lies, in all mailboxes.</param>
public sealed record ExportedMail(
    EmailId Id, ThreadId Thread, string Sender, DateTimeOffset Date, long Size, IReadOnlyList<Placement> Placements)
{
    /// <summary>Where <see cref="Date"/> comes from.</summary>
    public DateSource DateSource { get; init; }

    /// <summary>See <see cref="MailMessage.Protection"/>.</summary>
    public string? Protection { get; init; }

    /// <summary>With what its details say.</summary>
    public static ExportedMail Of(
        EmailId id, ThreadId thread, DateTimeOffset date, long size, MessageDetails? details, IReadOnlyList<Placement> placements) =>
        new(id, thread, details?.From is [var sender, ..] ? sender.Address : "", date, size, placements)
        {
            DateSource = details?.DateSource ?? DateSource.Header,
            Protection = details?.Protection,
        };
}
