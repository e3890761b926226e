using Azure.Storage.Queues.Models;
using InboxMind.Core.Work;

namespace InboxMind.Azure.Work;

/// <summary>The messages of a queue that were set aside: copies in the queue <c>NAME-poison</c>, where the Functions host puts those that
/// it gives up too. Whatever moves a message sends its copy before it deletes it: a process that ends in between leaves it twice, never
/// lost.</summary>
internal sealed class PoisonQueue(QueueCalls poison, QueueCalls work, TimeProvider time)
{
    /// <summary>Messages that are looked through are hidden that long at most: a process that ends meanwhile keeps them no
    /// longer.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    /// <summary>What is looked through in a second at least, however slow the service is: where there are more, they are hidden for longer,
    /// so that the first do not come again before the last.</summary>
    private const int LooksPerSecond = 50;

    /// <summary>Between two looks at what another one holds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public Task<long> CountAsync(CancellationToken cancellation) => poison.CountAsync(cancellation);

    public Task AddAsync(QueueMessage message, CancellationToken cancellation) => poison.SendAsync(message.MessageText, cancellation);

    /// <summary>Lists messages, the oldest first as far as the queue keeps them so.</summary>
    public async Task<IReadOnlyList<PoisonedWork>> ListAsync(int limit, CancellationToken cancellation)
    {
        // Showing changes nothing and does for nearly everyone; the service shows no more than these.
        if (limit <= QueueCalls.MaxMessages || await poison.CountAsync(cancellation) <= QueueCalls.MaxMessages)
        {
            return
            [
                .. (await poison.PeekAsync(Math.Clamp(limit, 1, QueueCalls.MaxMessages), cancellation))
                    .Select(static m => Parse(m.MessageId, m.MessageText, m.InsertedOn)).OrderBy(static p => p.At),
            ];
        }

        var held = new List<QueueMessage>();
        try
        {
            var look = await LookAsync(cancellation);
            while (held.Count < limit
                && await poison.ReceiveAsync(Math.Min(limit - held.Count, QueueCalls.MaxMessages), look, cancellation)
                    is { Length: > 0 } some)
                held.AddRange(some);
            return [.. held.Select(static m => Parse(m.MessageId, m.MessageText, m.InsertedOn)).OrderBy(static p => p.At)];
        }
        finally
        {
            await poison.ShowAsync(held, CancellationToken.None);
        }
    }

    /// <summary>Puts one back.</summary>
    /// <returns>Whether there was such a message.</returns>
    public async Task<bool> RequeueAsync(string id, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var (found, seen) = await TryRequeueAsync(id, cancellation);
            if (found)
                return true;

            // What is not to be seen may be hidden by another one's look.
            if (await poison.CountAsync(cancellation) <= seen || time.GetElapsedTime(start) > 2 * Look)
                return false;
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>Puts all back that lie there now.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RequeueAllAsync(CancellationToken cancellation)
    {
        var count = 0;

        // What fails again meanwhile and comes back here is not put back twice.
        var left = await poison.CountAsync(cancellation);
        while (left > 0
            && await poison.ReceiveAsync((int)Math.Min(left, QueueCalls.MaxMessages), Look, cancellation) is { Length: > 0 } some)
        {
            await work.SendAsync([.. some.Select(static m => m.MessageText)], cancellation);
            await poison.DeleteAsync([.. some.Select(static m => (m.MessageId, m.PopReceipt))], cancellation);
            count += some.Length;
            left -= some.Length;
        }

        return count;
    }

    /// <summary>Removes messages for good.</summary>
    /// <param name="isUnwanted">Told a message's text, says whether it goes.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>How many.</returns>
    public async Task<int> RemoveAsync(Func<string, bool> isUnwanted, CancellationToken cancellation)
    {
        if (await poison.CountAsync(cancellation) == 0)
            return 0;
        var held = new List<QueueMessage>();
        var count = 0;
        try
        {
            var look = await LookAsync(cancellation);
            while (await poison.ReceiveAsync(QueueCalls.MaxMessages, look, cancellation) is { Length: > 0 } some)
            {
                var unwanted = some.Where(m => isUnwanted(WorkMessage.Decode(m.MessageText))).ToList();
                held.AddRange(some.Except(unwanted));
                await poison.DeleteAsync([.. unwanted.Select(static m => (m.MessageId, m.PopReceipt))], cancellation);
                count += unwanted.Count;
            }

            return count;
        }
        finally
        {
            await poison.ShowAsync(held, CancellationToken.None);
        }
    }

    private async Task<(bool Found, int Seen)> TryRequeueAsync(string id, CancellationToken cancellation)
    {
        var held = new List<QueueMessage>();
        try
        {
            var look = await LookAsync(cancellation);
            while (await poison.ReceiveAsync(QueueCalls.MaxMessages, look, cancellation) is { Length: > 0 } some)
            {
                held.AddRange(some);
                if (some.FirstOrDefault(m => m.MessageId == id) is not { } wanted)
                    continue;
                held.Remove(wanted);
                await work.SendAsync(wanted.MessageText, cancellation);
                await poison.DeleteAsync([(wanted.MessageId, wanted.PopReceipt)], CancellationToken.None);
                return (true, held.Count);
            }

            return (false, held.Count);
        }
        finally
        {
            await poison.ShowAsync(held, CancellationToken.None);
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken cancellation) =>
        Look + TimeSpan.FromSeconds(await poison.CountAsync(cancellation) / LooksPerSecond);

    /// <summary>The copy does not say how often it was tried: as often as both hosts try.</summary>
    private static PoisonedWork Parse(string id, string text, DateTimeOffset? insertedOn) =>
        new(id, WorkMessage.Decode(text), WorkQueues.MaxDequeueCount, insertedOn ?? DateTimeOffset.UnixEpoch);
}
