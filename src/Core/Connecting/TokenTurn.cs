namespace InboxMind.Core.Connecting;

/// <summary>A turn at a mailbox's tokens.</summary>
public sealed class TokenTurn : IAsyncDisposable
{
    /// <summary>Longer than any call to a provider takes, so that a lock never frees itself under a holder that lives.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly ITokenLocks _locks;
    private readonly Owner _owner;
    private readonly MailboxId _mailbox;
    private readonly string _holder;

    private TokenTurn(ITokenLocks locks, Owner owner, MailboxId mailbox, string holder) =>
        (_locks, _owner, _mailbox, _holder) = (locks, owner, mailbox, holder);

    /// <summary>Waits for it.</summary>
    /// <exception cref="TimeoutException">Someone else kept it for longer than it lasts.</exception>
    public static async Task<TokenTurn> WaitAsync(
        ITokenLocks locks, Owner owner, MailboxId mailbox, TimeProvider time, CancellationToken cancellation)
    {
        var holder = Guid.NewGuid().ToString("N");
        var start = time.GetTimestamp();
        while (!await locks.TryTakeAsync(owner, mailbox, holder, Duration, cancellation))
        {
            if (time.GetElapsedTime(start) > Duration + Duration)
                throw new TimeoutException("The mailbox's tokens are in use.");
            await Task.Delay(Poll, time, cancellation);
        }

        return new TokenTurn(locks, owner, mailbox, holder);
    }

    public async ValueTask DisposeAsync() => await _locks.ReleaseAsync(_owner, _mailbox, _holder, CancellationToken.None);
}
