using InboxMind.Core.Connecting;

namespace InboxMind.Contracts.Accounts;

/// <summary>What <see cref="ITokenLocks"/> promises.</summary>
public abstract class TokenLocksContract : Contract
{
    private static readonly MailboxId Home = new("home");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected abstract ITokenLocks Locks { get; }

    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task TryTakeAsync_Held_IsRefusedUntilReleasedOrOver()
    {
        (await TakeAsync(Anna, Home, "one")).ShouldBeTrue();
        (await TakeAsync(Anna, Home, "two")).ShouldBeFalse();
        await Locks.ReleaseAsync(Anna, Home, "two", Cancellation);
        (await TakeAsync(Anna, Home, "two")).ShouldBeFalse("only the holder frees it");

        await Locks.ReleaseAsync(Anna, Home, "one", Cancellation);
        (await TakeAsync(Anna, Home, "two")).ShouldBeTrue();
        await PassAsync(Minute);
        (await TakeAsync(Anna, Home, "three")).ShouldBeTrue();
    }

    [Fact]
    public async Task TryTakeAsync_AnotherOwnerOrMailbox_IsApart()
    {
        await TakeAsync(Anna, Home, "one");

        (await TakeAsync(Mallory, Home, "two")).ShouldBeTrue();
        (await TakeAsync(Anna, new MailboxId("work"), "two")).ShouldBeTrue();
        await Locks.ReleaseAsync(Mallory, Home, "one", Cancellation);
        (await TakeAsync(Anna, Home, "two")).ShouldBeFalse();
    }

    private Task<bool> TakeAsync(Owner owner, MailboxId mailbox, string holder) =>
        Locks.TryTakeAsync(owner, mailbox, holder, Minute, Cancellation);
}
