using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Does the work of the queue <c>index-mail</c>, for every host.</summary>
public sealed class IndexMailHandler(IndexMessages index) : IWorkHandler
{
    public string Queue => WorkQueues.IndexMail;

    /// <summary>Does one item.</summary>
    /// <param name="body">The item's text, see <see cref="IndexMailWork"/>.</param>
    /// <param name="cancellation">Stops the work; it is done again later.</param>
    /// <exception cref="FormatException">The text is not such an item; trying again does not help.</exception>
    public Task HandleAsync(string body, CancellationToken cancellation)
    {
        var (tenant, emails, again) = IndexMailWork.Parse(body);
        return index.RunAsync(tenant, emails, again, cancellation);
    }
}
