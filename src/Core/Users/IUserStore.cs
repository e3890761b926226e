namespace InboxMind.Core.Users;

/// <summary>A user and the identities that sign in as them.</summary>
public interface IUserStore
{
    /// <summary>The owner's own record, or null when there is none yet.</summary>
    Task<User?> GetAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Adds the user and their first identity, both or neither.</summary>
    /// <param name="owner">The user; the same as <paramref name="user"/>'s id.</param>
    /// <param name="user">The record.</param>
    /// <param name="identity">What signs in as them; null for none.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>False when the user exists or the identity signs someone in already: nothing was written.</returns>
    Task<bool> CreateAsync(Owner owner, User user, Identity? identity, CancellationToken cancellation);

    /// <summary>Changes the record as one step.</summary>
    /// <param name="owner">The user.</param>
    /// <param name="change">Gives the new record for the old one; may be called more than once, and has to keep the id.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The new record, or null when there is no such user.</returns>
    Task<User?> UpdateAsync(Owner owner, Func<User, User> change, CancellationToken cancellation);

    /// <summary>What signs in as the user, the longest linked first.</summary>
    Task<IReadOnlyList<Identity>> ListIdentitiesAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Lets an identity sign in as the user, who has to exist.</summary>
    /// <returns>False when it signs in someone else: nothing was written.</returns>
    Task<bool> LinkAsync(Owner owner, Identity identity, CancellationToken cancellation);

    /// <summary>Takes an identity away from the user.</summary>
    /// <param name="owner">The user.</param>
    /// <param name="provider">Whose account it is.</param>
    /// <param name="subject">The provider's id of it.</param>
    /// <param name="keepLast">Whether the last one stays, so that the user can still sign in.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<UnlinkResult> UnlinkAsync(
        Owner owner, IdentityProvider provider, string subject, bool keepLast, CancellationToken cancellation);

    /// <summary>Removes the user and what signs in as them. Does nothing when there is none.</summary>
    Task RemoveAsync(Owner owner, CancellationToken cancellation);
}

/// <summary>What became of an unlinking.</summary>
public enum UnlinkResult
{
    Unlinked,

    /// <summary>The user has no such identity.</summary>
    Unknown,

    /// <summary>It is the last one and stays.</summary>
    Last,
}

/// <summary>The look-up at sign-in, before a user is known.</summary>
public interface IIdentityDirectory
{
    /// <summary>Whom an identity signs in, or null.</summary>
    Task<UserId?> FindAsync(IdentityProvider provider, string subject, CancellationToken cancellation);
}
