namespace InboxMind.Core.Accounts.SignIn;

/// <summary>Links that sign in once. Comes before a user is known.</summary>
public interface IOneTimeLinks
{
    /// <summary>Keeps a link's hash until it is used or expires.</summary>
    Task SaveAsync(Owner owner, byte[] hash, DateTimeOffset expiresAt, CancellationToken cancellation);

    /// <summary>Uses a link up.</summary>
    /// <returns>Whom it signs in; null when there is no such link, it was used or it expired.</returns>
    Task<UserId?> TakeAsync(byte[] hash, CancellationToken cancellation);
}
