namespace InboxMind.Core.Users;

/// <summary>Lists users, for work that starts before a user is known. Returns ids only, never content.</summary>
public interface IUserDirectory
{
    /// <summary>Users who have mail and were not deactivated, by id.</summary>
    /// <param name="after">Those behind this id only; null begins.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<UserId>> UsersWithMailAsync(UserId? after, int limit, CancellationToken cancellation);

    /// <summary>Users whose index may still hold messages that were deleted, by id.</summary>
    /// <param name="after">Those behind this id only; null begins.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<UserId>> UsersWithRemovedAsync(UserId? after, int limit, CancellationToken cancellation);
}
