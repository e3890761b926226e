using InboxMind.Core.Work;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Indexing;

/// <summary>Does the work of the queue <c>index-mail</c>, for every host. A message that cannot be indexed does not keep the others of
/// its item out: it goes into an item of its own, which comes again and is set aside alone.</summary>
public sealed partial class IndexMailHandler(IndexMessages index, IWorkQueue queue, ILogger<IndexMailHandler> log) : IWorkHandler
{
    /// <summary>When the first few fail one by one, it is not the messages: a model or a store does not work.</summary>
    private const int MaxFirstFailures = 3;

    public string Queue => WorkQueues.IndexMail;

    /// <summary>Does one item.</summary>
    /// <param name="body">The item's text, see <see cref="IndexMailWork"/>.</param>
    /// <param name="cancellation">Stops the work; it is done again later.</param>
    /// <exception cref="FormatException">The text is not such an item; trying again does not help.</exception>
    public async Task HandleAsync(string body, CancellationToken cancellation)
    {
        var (owner, emails, again, traceParent) = IndexMailWork.Parse(body);
        await WorkSignals.MeasureAsync(Queue, traceParent, () => IndexAsync(owner, emails, again, cancellation));
    }

    private async Task IndexAsync(Owner owner, IReadOnlyList<EmailId> emails, bool again, CancellationToken cancellation)
    {
        try
        {
            await index.IndexAsync(owner, emails, again, cancellation);
        }
        catch (Exception e) when (emails.Count > 1 && MayBeOneOfThem(e, cancellation))
        {
            var failed = await OneByOneAsync(owner, emails, again, cancellation);
            if (failed is null)
                throw;
            LogFailed(failed.Count, emails.Count, e.GetType().Name);
            await queue.SendAsync(
                WorkQueues.IndexMail, [.. failed.SelectMany(id => IndexMailWork.Bodies(owner.User, [id], again))], cancellation);
        }
    }

    /// <returns>Those that failed; null when it looks as if all would.</returns>
    private async Task<List<EmailId>?> OneByOneAsync(Owner owner, IReadOnlyList<EmailId> emails, bool again, CancellationToken cancellation)
    {
        var failed = new List<EmailId>();
        for (var i = 0; i < emails.Count; i++)
        {
            try
            {
                await index.IndexAsync(owner, [emails[i]], again, cancellation);
            }
            catch (Exception e) when (MayBeOneOfThem(e, cancellation))
            {
                failed.Add(emails[i]);
                if (failed.Count == i + 1 && (failed.Count == MaxFirstFailures || failed.Count == emails.Count))
                    return null;
            }
        }

        return failed;
    }

    private static bool MayBeOneOfThem(Exception e, CancellationToken cancellation) =>
        e is not StorageUnusableException && (e is not OperationCanceledException || !cancellation.IsCancellationRequested);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Of an item of {Count} some mail could not be indexed and is queued alone ({Failed}): {Error}")]
    private partial void LogFailed(int failed, int count, string error);
}
