using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Work;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Syncing because a person asked for it, through the queue.</summary>
public sealed class SyncMailboxHandlerTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;

    public SyncMailboxHandlerTests()
    {
        for (uint uid = 1; uid <= 450; uid++)
            _server.Inbox[uid] = Letters.Letter((int)uid);
        _mailbox = new SyncedMailbox(_server.Port);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IWorkQueue Queue => _mailbox.Get<IWorkQueue>();

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task HandleAsync_Asked_SyncsThoughItIsNotTimeYet()
    {
        await AskAsync();

        await WorkAsync();

        (await _mailbox.CountAsync()).ShouldBe(450);
        (await Queue.CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(0);
        (await _mailbox.States.GetAsync(_mailbox.Owner, _mailbox.Mailbox.Id, Cancellation)).State.ShouldBe(SyncState.UpToDate);
    }

    [Fact]
    public async Task HandleAsync_MoreThanOneTurn_QueuesTheNextUntilItIsDone()
    {
        await AskAsync();

        // Each batch takes longer than a turn.
        _server.Script = (_, command) =>
        {
            if (command.Contains("BODY.PEEK[]", StringComparison.Ordinal))
                _mailbox.Time.Advance(TimeSpan.FromSeconds(61));
            return null;
        };

        await _mailbox.Get<QueueWorker<SyncMailboxHandler>>().RunOnceAsync(Cancellation);
        (await Queue.CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(1);
        (await _mailbox.CountAsync()).ShouldBeInRange(1, 449);
        await WorkAsync();

        (await _mailbox.CountAsync()).ShouldBe(450);
        (await Queue.CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task HandleAsync_AnotherRunIsAtIt_ComesAgainAfterIt()
    {
        await AskAsync();
        var lease =
            (await _mailbox.States.AcquireAsync(_mailbox.Owner, _mailbox.Mailbox.Id, "another", TimeSpan.FromMinutes(5), Cancellation))!;

        await WorkAsync();
        (await Queue.CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(1);
        await _mailbox.States.ReleaseAsync(_mailbox.Owner, lease, Cancellation);
        _mailbox.Time.Advance(TimeSpan.FromMinutes(2));
        await WorkAsync();

        (await _mailbox.CountAsync()).ShouldBe(450);
        (await Queue.CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task HandleAsync_DisconnectedMeanwhile_IsDoneWithoutConnecting()
    {
        await AskAsync();
        await _mailbox.Get<IMailboxStore>().RemoveAsync(_mailbox.Owner, _mailbox.Mailbox.Id, Cancellation);

        await WorkAsync();

        _server.Connections.ShouldBe(0);
        (await Queue.CountAsync(WorkQueues.SyncMailbox, Cancellation)).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"user":"local"}""")]
    [InlineData("""{"user":"","mailbox":"home"}""")]
    public async Task HandleAsync_NotSuchAnItem_Throws(string body) =>
        await Should.ThrowAsync<FormatException>(() => _mailbox.Get<SyncMailboxHandler>().HandleAsync(body, Cancellation));

    private async Task AskAsync()
    {
        await _mailbox.Get<IMailboxStore>().SaveAsync(_mailbox.Owner, _mailbox.Mailbox, Cancellation);
        (await _mailbox.Get<AskForSync>().AskAsync(_mailbox.Owner, _mailbox.Mailbox.Id, Cancellation)).ShouldBe(SyncAsked.Queued);
    }

    private async Task WorkAsync()
    {
        while (await _mailbox.Get<QueueWorker<SyncMailboxHandler>>().RunOnceAsync(Cancellation))
        {
            // Until nothing is visible.
        }
    }
}
