namespace InboxMind.Core.Connecting;

/// <summary>A turn at a mailbox's tokens.</summary>
public sealed class TokenTurn : IAsyncDisposable
{
    /// <summary>Longer than any call to a provider takes, so that a lock never frees itself under a holder that lives.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly ITokenLocks _locks;
    private readonly Tenant _tenant;
    private readonly MailboxId _mailbox;
    private readonly string _owner;

    private TokenTurn(ITokenLocks locks, Tenant tenant, MailboxId mailbox, string owner) =>
        (_locks, _tenant, _mailbox, _owner) = (locks, tenant, mailbox, owner);

    /// <summary>Waits for it.</summary>
    /// <exception cref="TimeoutException">Someone else kept it for longer than it lasts.</exception>
    public static async Task<TokenTurn> WaitAsync(
        ITokenLocks locks, Tenant tenant, MailboxId mailbox, TimeProvider time, CancellationToken cancellation)
    {
        var owner = Guid.NewGuid().ToString("N");
        var start = time.GetTimestamp();
        while (!await locks.TryTakeAsync(tenant, mailbox, owner, Duration, cancellation))
        {
            if (time.GetElapsedTime(start) > Duration + Duration)
                throw new TimeoutException("The mailbox's tokens are in use.");
            await Task.Delay(Poll, time, cancellation);
        }

        return new TokenTurn(locks, tenant, mailbox, owner);
    }

    public async ValueTask DisposeAsync() => await _locks.ReleaseAsync(_tenant, _mailbox, _owner, CancellationToken.None);
}
