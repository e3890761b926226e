using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Queues mail that may have been queued and have failed before. An item set aside takes good mails with the one that
/// fails: they are tried again one by one. What failed alone is left to the operator.</summary>
internal sealed class QueueAgain
{
    /// <summary>Items set aside that are looked at; more means that something is wrong with all mail.</summary>
    private const int MaxPoisoned = 1_000;

    private readonly IWorkQueue _queue;
    private readonly HashSet<(UserId User, EmailId Id)> _alone = [];
    private readonly HashSet<(UserId User, EmailId Id)> _together = [];

    private QueueAgain(IWorkQueue queue) => _queue = queue;

    /// <summary>How many mails failed alone: they will not be queued.</summary>
    public int LeftAlone => _alone.Count;

    public static async Task<QueueAgain> CreateAsync(IWorkQueue queue, CancellationToken cancellation)
    {
        var again = new QueueAgain(queue);
        foreach (var item in await queue.ListPoisonedAsync(WorkQueues.IndexMail, MaxPoisoned, cancellation))
        {
            try
            {
                var (owner, emails, _, _) = IndexMailWork.Parse(item.Body);
                (emails.Count == 1 ? again._alone : again._together).UnionWith(emails.Select(id => (owner.User, id)));
            }
            catch (FormatException)
            {
                // That is why it was set aside; it names no mail.
            }
        }

        return again;
    }

    /// <summary>Queues those of the mails that did not fail alone.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SendAsync(IEnumerable<(UserId User, EmailId Id)> mails, bool again, CancellationToken cancellation)
    {
        var wanted = mails.Where(m => !_alone.Contains(m)).ToList();
        var bodies = wanted.GroupBy(static m => m.User).SelectMany(user =>
            IndexMailWork.Bodies(user.Key, user.Where(m => !_together.Contains(m)).Select(static m => m.Id), again)
                .Concat(user.Where(_together.Contains).SelectMany(m => IndexMailWork.Bodies(m.User, [m.Id], again))));
        await _queue.SendAsync(WorkQueues.IndexMail, [.. bodies], cancellation);
        return wanted.Count;
    }
}
