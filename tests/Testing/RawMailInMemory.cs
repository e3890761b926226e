using System.Collections.Concurrent;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Work;

namespace InboxMind.Testing;

/// <summary>A storage account that can be out of reach, and in which others act at the wrong moment. Like the service it tells each writing
/// of a mail from the one before.</summary>
public sealed class RawMailInMemory : IRawMailStore
{
    private readonly ConcurrentDictionary<(Owner, EmailId), (byte[] Raw, int Tag)> _mails = new();
    private int _tag;

    public bool IsOutOfReach { get; set; }

    /// <summary>Called when a deletion is decided, before it is done.</summary>
    public Func<Task>? BeforeDelete { get; set; }

    public Func<Task>? AfterSave { get; set; }

    /// <summary>Mails that a lease holds against deletion.</summary>
    public HashSet<EmailId> Held { get; } = [];

    public int Count => _mails.Count;

    /// <summary>How many an owner has.</summary>
    public int CountOf(Owner owner) => _mails.Keys.Count(k => k.Item1 == owner);

    public async Task SaveAsync(Owner owner, IReadOnlyCollection<RawMailToSave> mails, CancellationToken cancellation)
    {
        Reach();
        foreach (var mail in mails)
            _mails[(owner, mail.Id)] = (mail.Raw.ToArray(), Interlocked.Increment(ref _tag));
        await (AfterSave?.Invoke() ?? Task.CompletedTask);
    }

    public Task<Stream?> OpenAsync(Owner owner, EmailId id, CancellationToken cancellation)
    {
        Reach();
        return Task.FromResult(_mails.TryGetValue((owner, id), out var mail)
            ? Compression.Open(new MemoryStream(Compression.Compress(mail.Raw)), mail.Raw.Length)
            : null);
    }

    public async Task<IReadOnlyCollection<EmailId>> DeleteAsync(
        Owner owner, IReadOnlyCollection<EmailId> ids, Func<IReadOnlyCollection<EmailId>, Task<IReadOnlyCollection<EmailId>>> unwanted,
        CancellationToken cancellation)
    {
        Reach();
        var found = ids.Where(id => _mails.ContainsKey((owner, id))).ToDictionary(
            static id => id, id => _mails.TryGetValue((owner, id), out var mail) ? mail.Tag : 0);
        var decided = await unwanted([.. found.Keys]);
        await (BeforeDelete?.Invoke() ?? Task.CompletedTask);
        foreach (var id in decided.Except(Held))
        {
            if (_mails.TryGetValue((owner, id), out var mail) && mail.Tag == found[id])
                _mails.TryRemove(new KeyValuePair<(Owner, EmailId), (byte[] Raw, int Tag)>((owner, id), mail));
        }

        return [.. decided.Where(Held.Contains)];
    }

    public Task<bool> DeleteAllAsync(Owner owner, CancellationToken cancellation)
    {
        Reach();
        var all = _mails.Keys.Where(k => k.Item1 == owner).ToList();
        all.ForEach(k => _mails.TryRemove(k, out _));
        return Task.FromResult(all.Count > 0);
    }

    private void Reach()
    {
        if (IsOutOfReach)
            throw new OutOfReachException();
    }

    private sealed class OutOfReachException() : StorageUnusableException("The storage account cannot be reached.", null);
}
