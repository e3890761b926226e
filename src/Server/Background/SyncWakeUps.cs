using System.Collections.Concurrent;

namespace InboxMind.Server.Background;

/// <summary>Mailboxes that are to be synced before their time, since the server said that something changed.</summary>
internal sealed class SyncWakeUps : IDisposable
{
    private readonly ConcurrentDictionary<(UserId, MailboxId), bool> _asked = [];
    private readonly SemaphoreSlim _signal = new(0);

    /// <param name="user">Whose mailbox.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="isBack">Whether its server was out of reach before; see <see cref="Core.Sync.Runs.SyncRequest.IsBack"/>.</param>
    public void Ask(UserId user, MailboxId mailbox, bool isBack = false)
    {
        _asked.AddOrUpdate((user, mailbox), isBack, (_, before) => before || isBack);
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
    /// <returns>Whether the mailbox's server was out of reach before.</returns>
    public bool Done((UserId User, MailboxId Mailbox) mailbox) => _asked.TryRemove(mailbox, out var isBack) && isBack;

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
