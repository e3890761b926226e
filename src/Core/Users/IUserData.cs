namespace InboxMind.Core.Users;

/// <summary>A place that holds something of users, and lets go of all of it when one is erased. Every adapter that keeps something of
/// users beyond the user's own record has one.</summary>
public interface IUserData
{
    /// <summary>Erases for good what it holds of the owner. Stopped midway, it goes on when called again.</summary>
    /// <returns>Whether there was anything.</returns>
    Task<bool> EraseAsync(Owner owner, CancellationToken cancellation);
}
