using InboxMind.Core.Sync;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Sync;

/// <summary>Gives <see cref="SyncAllMailboxes"/> a page of the mailboxes that are due. Ids only.</summary>
public sealed class ListDueMailboxes(IDueMailboxes directory)
{
    [Function(nameof(ListDueMailboxes))]
    public async Task<DueMailboxes> RunAsync([ActivityTrigger] DueQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var page = await directory.DuePageAsync(
            new DateTimeOffset(DateTime.SpecifyKind(query.DueBy, DateTimeKind.Utc)), new SyncShard(query.Shard, query.Shards),
            query.After is null ? null : DuePosition.Parse(query.After), query.Limit, cancellation);
        return new DueMailboxes([.. page.Mailboxes.Select(static m => new DueId(m.User.Value, m.Mailbox.Value))], page.Next?.ToString());
    }
}
