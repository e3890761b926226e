using System.Security.Cryptography;
using InboxMind.Core.Audit;

namespace InboxMind.Core.Accounts.SignIn;

/// <summary>Finds the user an account signs in, creating or updating the record.</summary>
public sealed class SignInUser(
    IUserStore users, IIdentityDirectory directory, AccountSettings settings, IAuditLog audit, TimeProvider time)
{
    public async Task<User> SignInAsync(ProviderIdentity account, RequestOrigin origin, CancellationToken cancellation)
    {
        // The account may sign in for the first time in two browsers at once: one creates the user, the other finds it.
        for (var tries = 0; tries < 3; tries++)
        {
            if (await directory.FindAsync(account.Provider, account.Subject, cancellation) is { } known)
            {
                User? before = null;
                if (await users.UpdateAsync(new Owner(known), user => Update(before = user, account), cancellation) is not { } updated)
                    continue;
                if (before!.Role != updated.Role)
                {
                    await audit.AppendAsync(
                        AuditEvent.For(AuditKind.RoleChanged, before, origin) with { Detail = updated.Role.ToString() },
                        CancellationToken.None);
                }

                return updated;
            }

            var created = New(account);
            var identity = new Identity(account.Provider, account.Subject, account.Email, created.CreatedAt);
            if (await users.CreateAsync(new Owner(created.Id), created, identity, cancellation))
                return created;
        }

        throw new SignInException(SignInTrouble.Unavailable, "The account changed while it was signing in. Please try again.");
    }

    private User New(ProviderIdentity account)
    {
        var id = new UserId($"u{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");
        return new User
        {
            Id = id,
            DisplayName = account.DisplayName,
            Email = account.Email,
            EmailIsProven = account.EmailIsProven,
            Organisation = settings.OrganisationOf(account) ?? OrganisationId.Personal(id),
            CreatedAt = time.GetUtcNow(),
        };
    }

    private User Update(User user, ProviderIdentity account)
    {
        // The local user stays what they are, whatever account signs in as them.
        if (user.Id == UserId.Local)
            return user;

        // A proven address is not given up for one that is not.
        if (account.EmailIsProven || !user.EmailIsProven)
        {
            user = user with
            {
                DisplayName = user.NameIsChosen ? user.DisplayName : account.DisplayName,
                Email = account.Email,
                EmailIsProven = account.EmailIsProven,
            };
        }

        var organisation = settings.OrganisationOf(account)
            ?? (settings.Organisations.Any(o => o.Id == user.Organisation) ? user.Organisation : OrganisationId.Personal(user.Id));

        // Being admin of one organisation is nothing in another.
        return organisation == user.Organisation ? user : user with { Organisation = organisation, Role = Role.User };
    }
}
