namespace InboxMind.Core.Mail;

/// <summary>Lists the mails that were set aside, which are kept raw because they could not be read or fetched; no bytes of them.</summary>
public interface ISetAsideMail
{
    /// <summary>Mails of a mailbox, those set aside last first.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="after">Those behind this place only; null begins.</param>
    /// <param name="skip">How many to pass over from there.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<SetAsideMail>> ListAsync(
        Owner owner, MailboxId mailbox, SetAsidePlace? after, int skip, int limit, CancellationToken cancellation);

    /// <summary>How many there are of a mailbox; of all when it is null.</summary>
    Task<long> CountAsync(Owner owner, MailboxId? mailbox, CancellationToken cancellation);
}

/// <summary>A place in that list, which goes by time and id.</summary>
public sealed record SetAsidePlace(DateTimeOffset At, EmailId Id);
