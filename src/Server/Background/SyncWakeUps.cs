using System.Collections.Concurrent;

namespace InboxMind.Server.Background;

/// <summary>Mailboxes that are to be synced before their time, since the server said that something changed.</summary>
internal sealed class SyncWakeUps : IDisposable
{
    private readonly ConcurrentDictionary<(UserId, MailboxId), bool> _asked = [];
    private readonly SemaphoreSlim _signal = new(0);

    public void Ask(UserId user, MailboxId mailbox)
    {
        _asked[(user, mailbox)] = true;
        Wake();
    }

    /// <summary>Makes who waits look again.</summary>
    public void Wake()
    {
        if (_signal.CurrentCount == 0)
            _signal.Release();
    }

    /// <summary>Those asked for. They stay until <see cref="Done"/>.</summary>
    public IReadOnlyList<(UserId User, MailboxId Mailbox)> Asked => [.. _asked.Keys];

    /// <summary>A run begins that will see what was asked for.</summary>
    public void Done((UserId User, MailboxId Mailbox) mailbox) => _asked.TryRemove(mailbox, out _);

    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await _signal.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the server stops: the caller looks.
        }
    }

    public void Dispose() => _signal.Dispose();
}
