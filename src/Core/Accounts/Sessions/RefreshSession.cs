using InboxMind.Core.Audit;

namespace InboxMind.Core.Accounts.Sessions;

/// <summary>Renews a session by its refresh token.</summary>
public sealed class RefreshSession(ISessionStore sessions, IUserStore users, IAuditLog audit)
{
    /// <summary>A session ends when it is not renewed for this long.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    /// <summary>However often it is renewed, one has to sign in again after this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <returns>The session with its next refresh token, and whose it is; null when the token is invalid.</returns>
    public Task<(Owner Owner, StartedSession Session)?> RefreshAsync(
        string? token, RequestOrigin origin, CancellationToken cancellation) => RefreshAsync(token, origin, binding: "", cancellation);

    /// <summary>The same for a token that is bound.</summary>
    /// <param name="token">The refresh token.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="binding">See <see cref="RefreshToken.Hash"/>.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<(Owner Owner, StartedSession Session)?> RefreshAsync(
        string? token, RequestOrigin origin, string binding, CancellationToken cancellation)
    {
        if (!RefreshToken.TryParse(token, out var owner, out var id) || await users.GetAsync(owner, cancellation) is not { } user)
            return null;
        if (!user.Active)
            return null;
        var next = RefreshToken.Create(owner.User, id);
        var rotation = await sessions.RotateAsync(
            owner, id, RefreshToken.Hash(token!, binding), RefreshToken.Hash(next, binding), Idle, Longest, cancellation);
        if (rotation == Rotation.Reused)
            await audit.AppendAsync(AuditEvent.For(AuditKind.RefreshTokenReused, user, origin) with { Outcome = AuditOutcome.Refused },
                CancellationToken.None);
        return rotation == Rotation.Rotated && await sessions.GetAsync(owner, id, cancellation) is { } session
            ? (owner, new StartedSession(session, next))
            : null;
    }

    /// <summary>Whose live session a refresh token belongs to, without using it up; null when it is invalid.</summary>
    public async Task<(Owner Owner, SessionId Session)?> PeekAsync(string? token, CancellationToken cancellation) =>
        RefreshToken.TryParse(token, out var owner, out var id)
        && await sessions.HoldsAsync(owner, id, RefreshToken.Hash(token!), cancellation)
        && await users.GetAsync(owner, cancellation) is { Active: true }
            ? (owner, id)
            : null;
}
