namespace InboxMind.Core.Mail;

/// <summary>A store of messages that keeps account of which heads changed, so that whoever holds all of them need not read them all
/// again.</summary>
public interface IHeadChanges
{
    /// <summary>A mark of this moment.</summary>
    Task<long> MarkAsync(Owner owner, CancellationToken cancellation);

    /// <summary>What was stored, changed or deleted since a mark; null when that is not known any more.</summary>
    Task<HeadChanges?> SinceAsync(Owner owner, long mark, CancellationToken cancellation);
}

/// <summary>What became of an owner's messages since a moment.</summary>
/// <param name="Mark">The mark of this moment.</param>
/// <param name="Heads">Those that are new or other than before, as they are now.</param>
/// <param name="Gone">Those that are no longer stored, or never were when the first look was taken.</param>
public sealed record HeadChanges(long Mark, IReadOnlyList<MailHead> Heads, IReadOnlyList<EmailId> Gone);
