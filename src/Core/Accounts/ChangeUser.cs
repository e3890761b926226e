using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Audit;

namespace InboxMind.Core.Accounts;

/// <summary>Changes what another user may do: an operator anyone's, an admin within the organisation.</summary>
public sealed class ChangeUser(IUserStore users, ISessionStore sessions, IAuditLog audit)
{
    /// <param name="caller">Who wants it.</param>
    /// <param name="target">Whose record.</param>
    /// <param name="role">The new role, <see cref="Role.User"/> or <see cref="Role.Admin"/>; null leaves it.</param>
    /// <param name="active">Null leaves it.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<ChangeUserResult> ChangeAsync(
        Caller caller, UserId target, Role? role, bool? active, RequestOrigin origin, CancellationToken cancellation)
    {
        var owner = new Owner(target);
        var before = await users.GetAsync(owner, cancellation);
        if (before is null || !MayChange(caller, before))
            return ChangeUserResult.Unknown;
        if (target == caller.User.Id || role == Role.Operator || (role == Role.Admin && before.Organisation.IsPersonal))
            return ChangeUserResult.Refused;
        await users.UpdateAsync(
            owner,

            // Another admin may have moved the user meanwhile.
            user => MayChange(caller, user) ? user with { Role = role ?? user.Role, Active = active ?? user.Active } : user,
            cancellation);

        // It has happened: whoever asked for it and left keeps it neither from its end nor from the log.
        if (active == false)
            await sessions.EndAllAsync(owner, except: null, CancellationToken.None);
        if (role is not null && role != before.Role)
            await AppendAsync(AuditKind.RoleChanged, caller, before, role.Value.ToString(), origin);
        if (active is { } now && now != before.Active)
            await AppendAsync(now ? AuditKind.UserActivated : AuditKind.UserDeactivated, caller, before, "", origin);
        return ChangeUserResult.Changed;
    }

    private static bool MayChange(Caller caller, User user) => caller.Role switch
    {
        Role.Operator => true,
        Role.Admin => !user.Organisation.IsPersonal && user.Organisation == caller.User.Organisation,
        _ => false,
    };

    private Task AppendAsync(AuditKind kind, Caller caller, User target, string detail, RequestOrigin origin) =>
        audit.AppendAsync(
            new AuditEvent
            {
                Kind = kind,
                Organisation = target.Organisation,
                Actor = caller.User.Id,
                Subject = target.Id,
                Origin = origin,
                Detail = detail,
            },
            CancellationToken.None);
}

/// <summary>What became of a change.</summary>
public enum ChangeUserResult
{
    Changed,

    /// <summary>No such user, or none the caller may know of.</summary>
    Unknown,

    /// <summary>Not this change: one's own record, the operator's role, an admin of a personal organisation.</summary>
    Refused,
}
