namespace InboxMind.Core.Audit;

/// <summary>Finds entries of the audit log, the newest first.</summary>
public interface IAuditReader
{
    /// <summary>Entries that an administrator may see.</summary>
    /// <param name="scope">Which organisations; nothing of others is found.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="after">Entries behind this one only; null begins with the newest.</param>
    /// <param name="skip">How many to pass over from there.</param>
    /// <param name="limit">At most this many, 1 to 1,000.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<AuditRecord>> SearchAsync(
        AdminScope scope, AuditFilter filter, AuditPlace? after, int skip, int limit, CancellationToken cancellation);

    /// <summary>How many entries <see cref="SearchAsync"/> finds in all.</summary>
    Task<long> CountAsync(AdminScope scope, AuditFilter filter, CancellationToken cancellation);

    /// <summary>Entries by or about the owner, in all organisations.</summary>
    /// <param name="owner">The user.</param>
    /// <param name="kind">Of one kind only; null for all.</param>
    /// <param name="after">Entries behind this one only; null begins with the newest.</param>
    /// <param name="limit">At most this many, 1 to 1,000.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<AuditRecord>> OfUserAsync(
        Owner owner, AuditKind? kind, AuditPlace? after, int limit, CancellationToken cancellation);

    /// <summary>The organisations that have a chain, by id.</summary>
    /// <param name="scope">Which organisations.</param>
    /// <param name="after">Those behind this one only; null for all.</param>
    /// <param name="limit">At most this many, 1 to 1,000.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<OrganisationId>> OrganisationsAsync(
        AdminScope scope, OrganisationId? after, int limit, CancellationToken cancellation);
}

/// <summary>Which entries. What is null is no condition.</summary>
public sealed record AuditFilter
{
    /// <summary>Who did it, or to whom.</summary>
    public UserId? User { get; init; }

    public AuditKind? Kind { get; init; }

    public AuditOutcome? Outcome { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>An entry with the chain it belongs to.</summary>
/// <param name="Organisation">Whose chain.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Actor">Who did it, while the log knows whose the pseudonym is; else null.</param>
/// <param name="Subject">To whom, likewise.</param>
public sealed record AuditRecord(OrganisationId Organisation, AuditEntry Entry, UserId? Actor, UserId? Subject)
{
    /// <summary>Where the entry stands among all.</summary>
    public AuditPlace Place => new(Entry.At, Organisation, Entry.Number);
}

/// <summary>A place in the order of all entries: time, organisation, number.</summary>
public sealed record AuditPlace(DateTimeOffset At, OrganisationId Organisation, long Number);
