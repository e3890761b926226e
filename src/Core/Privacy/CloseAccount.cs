using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Connecting;

namespace InboxMind.Core.Privacy;

/// <summary>Closes an account that is to be erased: its user can do nothing any more, and consents are taken back.</summary>
public sealed class CloseAccount(
    IUserStore users, ISessionStore sessions, IMailboxStore mailboxes, RevokeConsent revoke, TimeProvider time)
{
    /// <summary>Whoever erases an account signed in no longer ago than this: a browser left open is not enough.</summary>
    public static readonly TimeSpan FreshSignIn = TimeSpan.FromMinutes(15);

    /// <summary>Whether somebody signed in so lately that they may erase their account.</summary>
    public async Task<bool> IsFreshAsync(Caller caller, CancellationToken cancellation) =>
        await sessions.GetAsync(caller.Owner, caller.Session, cancellation) is { } session
        && time.GetUtcNow() - session.CreatedAt <= FreshSignIn;

    /// <summary>Closes it; can be done again.</summary>
    /// <returns>Where the person withdraws by hand what a provider did not let us take back.</returns>
    public async Task<IReadOnlyList<Uri>> CloseAsync(Owner owner, CancellationToken cancellation)
    {
        await users.UpdateAsync(owner, static user => user with { Active = false }, cancellation);
        await sessions.EndAllAsync(owner, except: null, cancellation);
        var pages = new List<Uri>();
        foreach (var mailbox in await mailboxes.ListAsync(owner, cancellation))
        {
            if (mailbox.Connection is not null && (await revoke.RevokeAsync(owner, mailbox, cancellation)).ConsentPage is { } page)
                pages.Add(page);
        }

        return [.. pages.Distinct()];
    }
}
