namespace InboxMind.Core.Connecting;

/// <summary>Takes back the consent a mailbox is read by, where the provider lets us, and forgets its token or password. No new sync
/// begins from then on. Doing it again changes nothing.</summary>
public sealed class RevokeConsent(
    IMailboxStore mailboxes, ISecretStore secrets, IEnumerable<IMailProvider> providers, ITokenLocks locks, TimeProvider time)
{
    public async Task<RevokedConsent> RevokeAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation)
    {
        await using (await TokenTurn.WaitAsync(locks, owner, mailbox.Id, time, cancellation))
        {
            // First of all no new run begins.
            await mailboxes.SaveAsync(owner, mailbox with { Sync = mailbox.Sync with { Enabled = false } }, cancellation);
            var revoked = await RevokeAsync(owner, mailbox.Id, cancellation);
            await secrets.DeleteAsync(owner, mailbox.Id, SecretKind.OAuthToken, cancellation);
            await secrets.DeleteAsync(owner, mailbox.Id, SecretKind.Password, cancellation);
            return revoked;
        }
    }

    private async Task<RevokedConsent> RevokeAsync(Owner owner, MailboxId id, CancellationToken cancellation)
    {
        string? text;
        try
        {
            text = await secrets.ReadAsync(owner, id, SecretKind.OAuthToken, cancellation);
        }
        catch (SecretUnreadableException)
        {
            text = null;
        }

        if (text is null || StoredToken.Read(text) is not { } stored
            || providers.FirstOrDefault(p => p.Provider == stored.Provider) is not { } provider)
            return new RevokedConsent(Revoked: false, ConsentPage: null);
        var revoked = await provider.RevokeAsync(stored.Token.Kept, cancellation);
        return new RevokedConsent(revoked, revoked ? null : provider.ConsentPage);
    }
}

/// <summary>What became of a consent.</summary>
/// <param name="Revoked">The provider confirmed that it is gone.</param>
/// <param name="ConsentPage">Where the person withdraws it by hand; null when there is nothing to withdraw.</param>
public sealed record RevokedConsent(bool Revoked, Uri? ConsentPage);
