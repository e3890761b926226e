namespace InboxMind.Core.Work;

/// <summary>Does the work of one queue, for every host. An item may come twice.</summary>
public interface IWorkHandler
{
    /// <summary>The queue's name.</summary>
    string Queue { get; }

    /// <summary>Does one item. Any exception makes it come again later; after a few times it is set aside.</summary>
    /// <param name="body">The item's text.</param>
    /// <param name="cancellation">Stops the work; it is done again later.</param>
    /// <exception cref="FormatException">The text is not such an item; trying again does not help.</exception>
    Task HandleAsync(string body, CancellationToken cancellation);
}
