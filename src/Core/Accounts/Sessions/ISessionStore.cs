namespace InboxMind.Core.Accounts.Sessions;

/// <summary>A user's sessions and the hashes of their refresh tokens. What has expired is not there.</summary>
public interface ISessionStore
{
    /// <summary>Adds a session.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="session">The session.</param>
    /// <param name="refreshHash">SHA-256 of its first refresh token; null when it cannot be renewed.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task CreateAsync(Owner owner, Session session, byte[]? refreshHash, CancellationToken cancellation);

    Task<Session?> GetAsync(Owner owner, SessionId id, CancellationToken cancellation);

    /// <summary>The last used first.</summary>
    Task<IReadOnlyList<Session>> ListAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Whether the hash is that of the session's current refresh token.</summary>
    Task<bool> HoldsAsync(Owner owner, SessionId id, byte[] refreshHash, CancellationToken cancellation);

    /// <summary>Puts the next refresh token in the place of the current one. A token that was replaced before ends the whole
    /// session: someone else holds a copy. Of several calls with one token at most one succeeds.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="id">The session.</param>
    /// <param name="presented">SHA-256 of the token that was presented.</param>
    /// <param name="replacement">SHA-256 of the token to come.</param>
    /// <param name="idle">The session ends after this long without renewal, but not later than <paramref name="longest"/> after its
    /// beginning.</param>
    /// <param name="longest">The longest a session lasts.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<Rotation> RotateAsync(
        Owner owner, SessionId id, byte[] presented, byte[] replacement, TimeSpan idle, TimeSpan longest, CancellationToken cancellation);

    /// <returns>Whether there was such a session.</returns>
    Task<bool> EndAsync(Owner owner, SessionId id, CancellationToken cancellation);

    /// <summary>Ends all sessions, except for one when it is given.</summary>
    /// <returns>How many.</returns>
    Task<int> EndAllAsync(Owner owner, SessionId? except, CancellationToken cancellation);
}

/// <summary>What became of a refresh token.</summary>
public enum Rotation
{
    Rotated,

    /// <summary>It was used before: its session is ended.</summary>
    Reused,

    /// <summary>No live session ever had it.</summary>
    Unknown,
}
