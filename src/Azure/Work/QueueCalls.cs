using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InboxMind.Azure.Storage;

namespace InboxMind.Azure.Work;

/// <summary>The calls to one queue of the storage account. A queue that is not there yet is empty, and is created by the first
/// message.</summary>
internal sealed class QueueCalls(QueueClient queue)
{
    /// <summary>What one call receives or shows at most.</summary>
    public const int MaxMessages = 32;

    /// <summary>Calls at once where the service takes one message a call.</summary>
    private const int SideBySide = 8;

    /// <summary>Work does not expire; the service's own default is seven days.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>Sends messages, several at once.</summary>
    /// <param name="messages">Their texts, as they lie in the queue.</param>
    /// <param name="cancellation">Stops the call.</param>
    public Task SendAsync(IReadOnlyCollection<string> messages, CancellationToken cancellation) =>
        EachAsync(messages, SendAsync, cancellation);

    public Task SendAsync(string message, CancellationToken cancellation) => StorageErrors.TranslateAsync(
        async () =>
        {
            try
            {
                await queue.SendMessageAsync(message, visibilityTimeout: null, Forever, cancellation);
            }
            catch (RequestFailedException e) when (IsMissing(e))
            {
                await queue.CreateIfNotExistsAsync(metadata: null, cancellation);
                await queue.SendMessageAsync(message, visibilityTimeout: null, Forever, cancellation);
            }
        },
        cancellation);

    /// <summary>Takes messages, and hides them.</summary>
    public Task<QueueMessage[]> ReceiveAsync(int max, TimeSpan visibility, CancellationToken cancellation) => OrAsync(
        async () => (await queue.ReceiveMessagesAsync(max, visibility, cancellation)).Value, [], cancellation);

    /// <summary>Shows messages that are not hidden, without taking them.</summary>
    public Task<PeekedMessage[]> PeekAsync(int max, CancellationToken cancellation) => OrAsync(
        async () => (await queue.PeekMessagesAsync(max, cancellation)).Value, [], cancellation);

    /// <summary>How many messages there are, hidden ones included.</summary>
    public Task<long> CountAsync(CancellationToken cancellation) => OrAsync(
        async () => (await queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCountLong, 0, cancellation);

    /// <summary>Deletes messages that are still held by these receipts, several at once.</summary>
    public Task DeleteAsync(IReadOnlyCollection<(string Id, string Receipt)> messages, CancellationToken cancellation) => EachAsync(
        messages,
        (message, stop) => OrAsync(
            async () =>
            {
                await queue.DeleteMessageAsync(message.Id, message.Receipt, stop);
                return true;
            },
            false, stop),
        cancellation);

    /// <summary>Hides a message from now on for a while, when it is still held by this receipt.</summary>
    /// <returns>The new receipt; null when it is held no more.</returns>
    public Task<string?> HideAsync(string id, string receipt, TimeSpan visibility, CancellationToken cancellation) => OrAsync(
        async () => (await queue.UpdateMessageAsync(id, receipt, messageText: null, visibility, cancellation)).Value.PopReceipt, null,
        cancellation);

    /// <summary>Gives messages back, several at once.</summary>
    public Task ShowAsync(IReadOnlyCollection<QueueMessage> messages, CancellationToken cancellation) => EachAsync(
        messages, (message, stop) => HideAsync(message.MessageId, message.PopReceipt, TimeSpan.Zero, stop), cancellation);

    private static Task<T> OrAsync<T>(Func<Task<T>> call, T otherwise, CancellationToken cancellation) => StorageErrors.TranslateAsync(
        async () =>
        {
            try
            {
                return await call();
            }
            catch (RequestFailedException e) when (IsMissing(e) || IsNotHeld(e))
            {
                return otherwise;
            }
        },
        cancellation);

    private static async Task EachAsync<T>(
        IReadOnlyCollection<T> all, Func<T, CancellationToken, Task> call, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };
        await Parallel.ForEachAsync(all, options, async (one, stop) => await call(one, stop));
    }

    private static bool IsMissing(RequestFailedException e) => e.ErrorCode == QueueErrorCode.QueueNotFound;

    /// <summary>Someone else holds it since, or it is gone.</summary>
    private static bool IsNotHeld(RequestFailedException e) =>
        e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch;
}
