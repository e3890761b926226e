using System.Collections.Concurrent;
using System.Threading.Channels;

namespace InboxMind.Core.Indexing;

/// <summary>Whose attachments wait to be read, as far as this process knows. It is only a hint: the index itself says what
/// waits.</summary>
public sealed class AttachmentWork
{
    private readonly ConcurrentDictionary<UserId, bool> _users = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
    });

    /// <summary>Says that mail with attachments was indexed.</summary>
    public void Add(Owner owner)
    {
        _users[owner.User] = true;
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Waits until there is any.</summary>
    public async Task WaitAsync(CancellationToken cancellation) => await _signal.Reader.ReadAsync(cancellation);

    /// <summary>Takes all there are.</summary>
    public IReadOnlyList<Owner> Take() => [.. _users.Keys.Where(u => _users.TryRemove(u, out _)).Select(static u => new Owner(u))];
}
