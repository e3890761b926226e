using InboxMind.Core.Accounts;
using InboxMind.Core.Mail;
using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Queues again what was stored and never indexed, such as when the process ended between the two.</summary>
public sealed class SweepUnindexed(IDirectory directory, IWorkQueue queue, TimeProvider time)
{
    /// <summary>Younger mail is still on its way through the queue.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(2);

    private const int MaxPerRun = 5_000;

    /// <summary>Items set aside that are looked at; more means that something is wrong with all mail.</summary>
    private const int MaxPoisoned = 1_000;

    /// <summary>Sweeps once. An item set aside takes good mails with the one that fails: they are tried again one by one. What
    /// failed alone is left to the operator.</summary>
    /// <returns>How many messages were queued.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (alone, together) = await PoisonedAsync(cancellation);
        var found = (await directory.UnindexedAsync(time.GetUtcNow() - MinimumAge, MaxPerRun + alone.Count, cancellation))
            .Where(f => !alone.Contains(f)).ToList();
        var bodies = found.GroupBy(static f => f.User).SelectMany(user => IndexMailWork
            .Bodies(user.Key, user.Where(f => !together.Contains(f)).Select(static f => f.Id))
            .Concat(user.Where(together.Contains).Select(static f => IndexMailWork.For(f.User, [f.Id]).ToBody())));
        await queue.SendAsync(WorkQueues.IndexMail, [.. bodies], cancellation);
        return found.Count;
    }

    /// <summary>The mails of the items set aside: those that were alone in theirs, and the others.</summary>
    private async Task<(HashSet<(UserId User, EmailId Id)> Alone, HashSet<(UserId User, EmailId Id)> Together)> PoisonedAsync(
        CancellationToken cancellation)
    {
        HashSet<(UserId, EmailId)> alone = [], together = [];
        foreach (var item in await queue.ListPoisonedAsync(WorkQueues.IndexMail, MaxPoisoned, cancellation))
        {
            try
            {
                var (tenant, emails) = IndexMailWork.Parse(item.Body);
                (emails.Count == 1 ? alone : together).UnionWith(emails.Select(id => (tenant.User, id)));
            }
            catch (FormatException)
            {
                // That is why it was set aside; it names no mail.
            }
        }

        return (alone, together);
    }
}
