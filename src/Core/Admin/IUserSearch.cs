namespace InboxMind.Core.Admin;

/// <summary>Finds users for administrators.</summary>
public interface IUserSearch
{
    /// <summary>Users by id.</summary>
    /// <param name="scope">Of which organisations; no other user is found.</param>
    /// <param name="text">A part of the address or name, in any case; null for all.</param>
    /// <param name="after">Those behind this id only; null for all.</param>
    /// <param name="skip">How many to pass over from there.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<User>> SearchAsync(
        AdminScope scope, string? text, UserId? after, int skip, int limit, CancellationToken cancellation);

    /// <summary>How many users <see cref="SearchAsync"/> finds in all.</summary>
    Task<long> CountAsync(AdminScope scope, string? text, CancellationToken cancellation);
}
