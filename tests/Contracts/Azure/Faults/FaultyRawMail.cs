using InboxMind.Azure.Storage;
using InboxMind.Core.Mail.Raw;

namespace InboxMind.Contracts.Azure.Faults;

/// <summary>Lets one call for blobs of mail go wrong, the n-th from when it is armed.</summary>
internal sealed class FaultyRawMail(IRawMailStore blobs) : IRawMailStore
{
    private int _left = -1;
    private Fault _fault;

    /// <summary>Calls made since it was armed.</summary>
    public int Calls { get; private set; }

    public void Arm(Fault fault, int call) => (_fault, _left, Calls) = (fault, call, 0);

    public Task SaveAsync(Owner owner, IReadOnlyCollection<RawMailToSave> mails, CancellationToken cancellation) => CallAsync(
        async () =>
        {
            await blobs.SaveAsync(owner, mails, cancellation);
            return true;
        });

    public Task<Stream?> OpenAsync(Owner owner, EmailId id, CancellationToken cancellation) =>
        CallAsync(() => blobs.OpenAsync(owner, id, cancellation));

    public Task<IReadOnlyCollection<EmailId>> DeleteAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, Func<IReadOnlyCollection<EmailId>, Task<IReadOnlyCollection<EmailId>>> unwanted,
        CancellationToken cancellation) => CallAsync(() => blobs.DeleteAsync(owner, ids, unwanted, cancellation));

    public Task<bool> DeleteAllAsync(Owner owner, CancellationToken cancellation) =>
        CallAsync(() => blobs.DeleteAllAsync(owner, cancellation));

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        Calls++;
        if (_left-- != 0)
            return await call();
        if (_fault == Fault.FailsBefore)
            throw new AzureStorageException("It never got there.");
        var answer = await call();
        return _fault == Fault.AnswersTwice ? await call() : throw new AzureStorageException("The answer was lost.");
    }
}
