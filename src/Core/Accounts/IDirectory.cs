using InboxMind.Core.Mail;

namespace InboxMind.Core.Accounts;

/// <summary>The few look-ups over all users, for work that starts before a user is known. Returns ids only, never content.</summary>
public interface IDirectory
{
    /// <summary>Messages stored before a time whose current version the index does not hold, oldest first.</summary>
    Task<IReadOnlyList<(UserId User, EmailId Id)>> UnindexedAsync(DateTimeOffset storedBefore, int limit, CancellationToken cancellation);
}
