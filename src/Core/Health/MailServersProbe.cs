using System.Globalization;
using InboxMind.Core.Admin;
using InboxMind.Core.Sync;

namespace InboxMind.Core.Health;

/// <summary>Whether mail servers can be reached, as the last syncs found; it connects to no one's mailbox.</summary>
public sealed class MailServersProbe(IUsage usage) : IDependencyProbe
{
    public string Name => "imap";

    public async Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        var mailboxes = (await usage.ReadAsync(AdminScope.Everything, cancellation)).SyncedMailboxes;
        var all = mailboxes.Values.Sum();
        var failing = mailboxes.GetValueOrDefault(SyncState.Retrying);
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"mailboxes: {all}; failed last time: {failing}; waiting for their person: "
                + $"{mailboxes.GetValueOrDefault(SyncState.NeedsReconnect)}.");

        // One person's revoked consent is not a fault of the deployment; many failures at once are.
        return failing * 2 > all ? Condition.Degraded(sentence) : Condition.Healthy(sentence);
    }
}
