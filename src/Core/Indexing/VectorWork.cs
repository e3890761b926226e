using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace InboxMind.Core.Indexing;

/// <summary>Whose mail waits for vectors, as far as this process knows. It is only a hint: the index itself says what waits.</summary>
public sealed class VectorWork
{
    private readonly ConcurrentDictionary<UserId, bool> _users = [];
    private readonly ConcurrentDictionary<UserId, long> _waiting = [];
    private readonly ConcurrentDictionary<UserId, ActivityContext> _traces = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
    });

    /// <summary>Says that mail was indexed.</summary>
    public void Add(Owner owner)
    {
        _users[owner.User] = true;
        if (Activity.Current is { Recorded: true } current)
            _traces[owner.User] = current.Context;
        _signal.Writer.TryWrite(true);
    }

    /// <summary>How many mails wait, of all users that were looked at.</summary>
    public long Waiting => _waiting.Values.Sum();

    /// <summary>Where in a trace an owner's mail was indexed last, so that its vectors can be linked to it.</summary>
    public IEnumerable<ActivityLink> TakeTrace(Owner owner) => _traces.TryRemove(owner.User, out var at) ? [new ActivityLink(at)] : [];

    /// <summary>Notes how many of an owner's mails wait.</summary>
    public void Note(Owner owner, long waiting) => _waiting[owner.User] = waiting;

    /// <summary>Waits until there is any.</summary>
    public async Task WaitAsync(CancellationToken cancellation) => await _signal.Reader.ReadAsync(cancellation);

    /// <summary>Takes all there are.</summary>
    public IReadOnlyList<Owner> Take() => [.. _users.Keys.Where(u => _users.TryRemove(u, out _)).Select(static u => new Owner(u))];
}
