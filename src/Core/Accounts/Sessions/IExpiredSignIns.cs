namespace InboxMind.Core.Accounts.Sessions;

/// <summary>Lets go of what signs no one in any more, of all users: sign-ins that were never finished, one-time links that were not
/// used, sessions with the hashes of their refresh tokens. It returns nothing about them.</summary>
public interface IExpiredSignIns
{
    /// <summary>Deletes what expired by a time, a bounded number.</summary>
    /// <param name="expiredBy">The time.</param>
    /// <param name="limit">At most this many of each kind.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>How many; call again until it is 0.</returns>
    Task<int> DeleteAsync(DateTimeOffset expiredBy, int limit, CancellationToken cancellation);
}
