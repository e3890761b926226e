namespace InboxMind.Core.Accounts.Sessions;

/// <summary>Decides for every request whether the user and session that a valid token names may still act: deactivation, the end of a
/// session and a change of role count at once.</summary>
public sealed class CheckAccess(IUserStore users, ISessionStore sessions, AccountSettings settings)
{
    /// <returns>The caller, or null when they may do nothing.</returns>
    public async Task<Caller?> CheckAsync(Owner owner, SessionId id, CancellationToken cancellation)
    {
        if (await users.GetAsync(owner, cancellation) is not { Active: true } user
            || await sessions.GetAsync(owner, id, cancellation) is not { } session)
            return null;
        return new Caller(user, session.Id, session.IsOperator ? Role.Operator : settings.RoleOf(user));
    }
}
