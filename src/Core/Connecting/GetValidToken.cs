using InboxMind.Core.Audit;
using InboxMind.Core.Sync;

namespace InboxMind.Core.Connecting;

/// <summary>Gives an access token that works for a while, refreshing it when needed, once at a time for a mailbox.</summary>
public sealed class GetValidToken(
    ISecretStore secrets, IEnumerable<IMailProvider> providers, ITokenLocks locks, IUserStore users, IAuditLog audit, TimeProvider time)
{
    /// <summary>A token that expires within this is refreshed first: a sync that begins with it should not see it expire.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private static readonly RequestOrigin Background = new("", "", "background");

    /// <exception cref="MailServerException"><see cref="MailServerTrouble.Refused"/>: a person has to connect the mailbox again; else
    /// it may pass.</exception>
    public async Task<string> GetTokenAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation)
    {
        var stored = await ReadAsync(owner, mailbox, cancellation);
        if (IsFresh(stored.Token))
            return stored.Token.AccessToken;
        try
        {
            await using var turn = await TokenTurn.WaitAsync(locks, owner, mailbox.Id, time, cancellation);

            // Another process may have refreshed it, or a person disconnected the mailbox, while we waited.
            stored = await ReadAsync(owner, mailbox, cancellation);
            return IsFresh(stored.Token) ? stored.Token.AccessToken : await RefreshAsync(owner, mailbox, stored, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new MailServerException(
                MailServerTrouble.Transient, $"The token for {mailbox.Name} is being renewed by another process.", e);
        }
    }

    private async Task<string> RefreshAsync(Owner owner, Mailbox mailbox, StoredToken stored, CancellationToken cancellation)
    {
        if (providers.FirstOrDefault(p => p.Provider == stored.Provider) is not { } provider)
            throw new MailServerException(
                MailServerTrouble.Transient, $"{mailbox.Name} needs the settings for {stored.Provider}, which are missing.");
        try
        {
            var token = await provider.RefreshAsync(stored.Token.Kept, cancellation);
            await secrets.SaveAsync(owner, mailbox.Id, SecretKind.OAuthToken, StoredToken.Write(stored.Provider, token), cancellation);
            return token.AccessToken;
        }
        catch (ProviderException e) when (e.Trouble is ProviderTrouble.InvalidGrant or ProviderTrouble.NeedsPerson)
        {
            if (e.Trouble == ProviderTrouble.InvalidGrant)
                await secrets.DeleteAsync(owner, mailbox.Id, SecretKind.OAuthToken, cancellation);
            TokenSignals.Failed(stored.Provider, AuditOutcome.Refused);
            await AppendAsync(owner, mailbox, AuditOutcome.Refused, cancellation);
            throw new MailServerException(
                MailServerTrouble.Refused, $"{stored.Provider} no longer lets InboxMind read {mailbox.Name}; connect it again.", e);
        }
        catch (ProviderException e)
        {
            TokenSignals.Failed(stored.Provider, AuditOutcome.Failed);
            await AppendAsync(owner, mailbox, AuditOutcome.Failed, cancellation);

            // What is left of the old token may do until the provider is back.
            if (stored.Token.ExpiresAt > time.GetUtcNow())
                return stored.Token.AccessToken;
            throw new MailServerException(MailServerTrouble.Transient, e.Message, e);
        }
    }

    private async Task<StoredToken> ReadAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation)
    {
        try
        {
            var text = await secrets.ReadAsync(owner, mailbox.Id, SecretKind.OAuthToken, cancellation);
            return (text is null ? null : StoredToken.Read(text))
                ?? throw new MailServerException(MailServerTrouble.Refused, $"{mailbox.Name} is not connected any more; connect it again.");
        }
        catch (SecretUnreadableException e)
        {
            throw new MailServerException(
                MailServerTrouble.Refused, $"The stored token for {mailbox.Name} cannot be opened any more; connect it again.", e);
        }
    }

    private bool IsFresh(ProviderToken token) => token.ExpiresAt - time.GetUtcNow() > Ahead;

    private async Task AppendAsync(Owner owner, Mailbox mailbox, AuditOutcome outcome, CancellationToken cancellation)
    {
        var user = await users.GetAsync(owner, cancellation);
        await audit.AppendAsync(
            AuditEvent.For(AuditKind.TokenRefreshFailed, user, Background) with { Outcome = outcome, Detail = mailbox.Id.Value },
            cancellation);
    }
}
