namespace InboxMind.Core.Sync.Due;

/// <summary>Does the work of the queue <c>sync-due</c>.</summary>
public sealed class DoDueWork(QueueDueMailboxes due, TakeDueTurns turns)
{
    /// <summary>Does one item. It may come twice.</summary>
    /// <param name="body">The item's text.</param>
    /// <param name="tries">How often it was handed out, this time included.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Mailboxes that need more than routine turns.</returns>
    /// <exception cref="FormatException">The text is not such an item; trying again does not help.</exception>
    public async Task<IReadOnlyCollection<DueTurn>> DoAsync(string body, int tries, CancellationToken cancellation)
    {
        var work = DueWork.Parse(body);
        if (work.Mailboxes is not { } mailboxes)
        {
            await due.LookAsync(work.Look!, cancellation);
            return [];
        }

        // Whoever had it before did not end it: one of its mailboxes may be why.
        if (tries > 1 && mailboxes.Count > 1)
        {
            await due.SplitAsync(mailboxes, cancellation);
            return [];
        }

        return await turns.TakeAsync(mailboxes, cancellation);
    }
}
