namespace InboxMind.Core.Audit;

/// <summary>The audit log: append-only, chained by hashes per organisation. Users are in it under pseudonyms, so that erasing an
/// account breaks no chain: it forgets whose the pseudonym was.</summary>
public interface IAuditLog
{
    /// <summary>Adds an event and seals it into its organisation's chain, whatever the state of the chain: where it is broken it stays so
    /// (<see cref="VerifyAsync"/>), and what happens after that is still in the log.</summary>
    Task AppendAsync(AuditEvent entry, CancellationToken cancellation);

    /// <summary>Adds an event unless its organisation's chain holds one of the same kind, request and detail, as one step: of several
    /// who do it at once one does.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="since">How far back to look.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Whether it was added.</returns>
    Task<bool> AppendOnceAsync(AuditEvent entry, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Entries of one organisation, the oldest first.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="after">Entries with a larger number only; 0 for all.</param>
    /// <param name="limit">At most this many, 1 to 1,000.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<AuditEntry>> ListAsync(OrganisationId organisation, long after, int limit, CancellationToken cancellation);

    /// <summary>Goes through an organisation's chain. Whatever its rows hold, the result says where it breaks first.</summary>
    Task<AuditCheck> VerifyAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>Drops entries older than a time. The last dropped hash stays as the anchor of the rest.</summary>
    /// <returns>How many were dropped.</returns>
    Task<int> CutAsync(OrganisationId organisation, DateTimeOffset before, CancellationToken cancellation);

    /// <summary>A user's pseudonym, as their entries have it; null when there is none.</summary>
    Task<string?> PseudonymAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Forgets whose a pseudonym was; the entries stay.</summary>
    Task ForgetAsync(Owner owner, CancellationToken cancellation);
}

/// <summary>An event as the log keeps it.</summary>
/// <param name="Number">1 and up within the organisation; a gap is left where entries were cut off unlawfully.</param>
/// <param name="At">When, to the millisecond.</param>
/// <param name="Kind">What.</param>
/// <param name="Actor">Who: a pseudonym, or empty.</param>
/// <param name="Subject">To whom: a pseudonym, or empty.</param>
/// <param name="Address">Where from.</param>
/// <param name="RequestId">By which request.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">As <see cref="AuditEvent.Detail"/>.</param>
public sealed record AuditEntry(
    long Number, DateTimeOffset At, AuditKind Kind, string Actor, string Subject, string Address, string RequestId, AuditOutcome Outcome,
    string Detail);

/// <summary>What a walk along the chain found.</summary>
/// <param name="Entries">Entries that fit.</param>
/// <param name="FirstBroken">The number of the first entry that is missing or was changed; null when all fit.</param>
public sealed record AuditCheck(long Entries, long? FirstBroken);
