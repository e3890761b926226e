using InboxMind.Core.Sync;

namespace InboxMind.Core.Connecting;

/// <summary>Passwords as they are stored, tokens as fresh as they have to be.</summary>
public sealed class MailCredentials(StoredCredentials passwords, GetValidToken tokens) : IMailCredentials
{
    public async Task<MailCredential> GetAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation) =>
        mailbox.Connection?.Auth == ImapAuth.OAuthToken
            ? new MailCredential(ImapAuth.OAuthToken, await tokens.GetTokenAsync(owner, mailbox, cancellation))
            : await passwords.GetAsync(owner, mailbox, cancellation);
}
