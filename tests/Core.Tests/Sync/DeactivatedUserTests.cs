using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Syncs of a user who is deactivated meanwhile.</summary>
public sealed class DeactivatedUserTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;

    public DeactivatedUserTests()
    {
        _server.Inbox[1] = Letters.Letter(1);
        _mailbox = new SyncedMailbox(_server.Port);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task SyncAsync_DeactivatedWhileItRuns_EndsSoonAndStoresNothingMore()
    {
        await CreateUserAsync();
        var fetching = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script = (_, command) =>
        {
            if (!command.StartsWith("UID FETCH", StringComparison.Ordinal))
                return null;
            fetching.TrySetResult();

            // No answer: the run hangs until it is told to end.
            return "";
        };
        var run = _mailbox.RunOnlyAsync(budget: null, askedFor: false, "test", Cancellation);
        await fetching.Task.WaitAsync(Cancellation);

        await SetActiveAsync(false);
        _mailbox.Time.Advance(SyncMailbox.LeaseDuration / 2);

        var (outcome, _) = await run;
        outcome.Result.ShouldBe(SyncResult.Deactivated);
        outcome.Message.ShouldBe("anna@test is not synced: its user is deactivated.");
        (await _mailbox.CountAsync()).ShouldBe(0);
        (await _mailbox.States.AcquireAsync(_mailbox.Owner, _mailbox.Mailbox.Id, "another", TimeSpan.FromMinutes(1), Cancellation))
            .ShouldNotBeNull("the lease was given back");
    }

    [Fact]
    public async Task SyncAsync_DeactivatedBefore_ConnectsNowhereUntilActivatedAgain()
    {
        await CreateUserAsync();
        await SetActiveAsync(false);

        (await _mailbox.RunAsync()).Outcome.Result.ShouldBe(SyncResult.Deactivated);

        _server.Connections.ShouldBe(0);
        await SetActiveAsync(true);
        (await _mailbox.SyncAsync()).Added.ShouldBe(1);
    }

    private Task<bool> CreateUserAsync() =>
        _mailbox.Get<IUserStore>().CreateAsync(_mailbox.Owner, User.Local(DateTimeOffset.UnixEpoch), identity: null, Cancellation);

    private Task<User?> SetActiveAsync(bool active) =>
        _mailbox.Get<IUserStore>().UpdateAsync(_mailbox.Owner, u => u with { Active = active }, Cancellation);
}
