using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Audit;

namespace InboxMind.Core.Accounts.SignIn;

/// <summary>Takes an account away from those that sign a user in. The mailbox stays connected.</summary>
public sealed class UnlinkIdentity(IUserStore users, ISessionStore sessions, IAuditLog audit)
{
    public async Task<UnlinkResult> UnlinkAsync(
        Caller caller, IdentityProvider provider, string subject, RequestOrigin origin, CancellationToken cancellation)
    {
        // The local user signs in by the server's link; everyone else has nothing but their identities.
        var result = await users.UnlinkAsync(
            caller.Owner, provider, subject, keepLast: caller.User.Id != UserId.Local, cancellation);
        if (result != UnlinkResult.Unlinked)
            return result;

        // Whoever signed in with that account may not be the user.
        await sessions.EndAllAsync(caller.Owner, caller.Session, CancellationToken.None);
        await audit.AppendAsync(AuditEvent.For(AuditKind.IdentityUnlinked, caller.User, origin) with { Detail = provider.ToString() },
            CancellationToken.None);
        return result;
    }
}
