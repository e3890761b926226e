namespace InboxMind.Core.Indexing;

/// <summary>Finds mail of all users that the index does not hold, for work that starts before a user is known. Returns ids only, never
/// content.</summary>
public interface IUnindexedMail
{
    /// <summary>Messages stored before a time whose current version the index does not hold, and messages removed before it that
    /// the index may still hold, oldest first.</summary>
    Task<IReadOnlyList<(UserId User, EmailId Id)>> UnindexedAsync(DateTimeOffset storedBefore, int limit, CancellationToken cancellation);
}
