using InboxMind.Core.Admin;
using InboxMind.Core.Sync;

namespace InboxMind.Core.Health;

/// <summary>Whether mail is being synced at all.</summary>
public sealed class LastSyncProbe(IUsage usage, TimeProvider time) : IDependencyProbe
{
    /// <summary>Mailboxes are synced every quarter of an hour unless their users chose otherwise.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(2);

    public string Name => "last_sync";

    public async Task<Condition> CheckAsync(CancellationToken cancellation)
    {
        var figures = await usage.ReadAsync(AdminScope.Everything, cancellation);
        if (figures.SyncedMailboxes.Where(static m => m.Key != SyncState.NeedsReconnect).Sum(static m => m.Value) == 0)
            return Condition.Healthy("There is no mailbox to sync.");
        if (figures.LastSync is not { } last)
            return Condition.Degraded("No sync has succeeded yet.");
        var sentence = $"The last sync succeeded at {last.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.";
        return time.GetUtcNow() - last > MaxAge ? Condition.Degraded(sentence) : Condition.Healthy(sentence);
    }
}
