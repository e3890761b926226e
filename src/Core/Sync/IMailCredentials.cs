namespace InboxMind.Core.Sync;

/// <summary>Gives what a mailbox is signed in with: a stored password, or a token fresh enough to use.</summary>
public interface IMailCredentials
{
    /// <exception cref="MailServerException">There is none that can be used: <see cref="MailServerTrouble.Refused"/> when a
    /// person has to sign in again, else it may pass.</exception>
    Task<MailCredential> GetAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation);
}

/// <summary>Passwords from the secret store.</summary>
public sealed class StoredCredentials(ISecretStore secrets) : IMailCredentials
{
    public async Task<MailCredential> GetAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation)
    {
        var auth = mailbox.Connection?.Auth ?? ImapAuth.Password;
        try
        {
            var secret = await secrets.ReadAsync(
                owner, mailbox.Id, auth == ImapAuth.Password ? SecretKind.Password : SecretKind.OAuthToken, cancellation);
            return secret is not null
                ? new MailCredential(auth, secret)
                : throw new MailServerException(MailServerTrouble.Refused, $"There is no password for {mailbox.Name}; connect it again.");
        }
        catch (SecretUnreadableException e)
        {
            throw new MailServerException(
                MailServerTrouble.Refused, $"The stored password for {mailbox.Name} cannot be opened any more; connect it again.", e);
        }
    }
}
