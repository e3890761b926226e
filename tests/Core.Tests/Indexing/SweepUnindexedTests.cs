using InboxMind.Core.Indexing;
using InboxMind.Core.Work;

namespace InboxMind.Core.Tests.Indexing;

public sealed class SweepUnindexedTests
{
    private static readonly UserId Anna = new("anna");
    private static readonly UserId Ben = new("ben");

    private readonly Queue _queue = new();

    [Fact]
    public async Task SweepAsync_UnindexedMail_IsQueuedByUser()
    {
        (await SweepAsync((Anna, Id('a')), (Ben, Id('b')), (Anna, Id('c')))).ShouldBe(3);

        _queue.Sent.ShouldBe([Body(Anna, 'a', 'c'), Body(Ben, 'b')]);
    }

    [Fact]
    public async Task SweepAsync_MailThatWasSetAsideAlone_IsNotQueuedAgain()
    {
        _queue.Poisoned.Add(Body(Anna, 'a'));

        (await SweepAsync((Anna, Id('a')), (Anna, Id('b')), (Ben, Id('a')))).ShouldBe(2);

        _queue.Sent.ShouldBe([Body(Anna, 'b'), Body(Ben, 'a')]);
    }

    [Fact]
    public async Task SweepAsync_MailsThatWereSetAsideTogether_AreQueuedOneByOne()
    {
        _queue.Poisoned.AddRange(["no item", Body(Anna, 'a', 'b', 'c')]);

        (await SweepAsync((Anna, Id('a')), (Anna, Id('b')), (Anna, Id('d')))).ShouldBe(3);

        _queue.Sent.ShouldBe([Body(Anna, 'd'), Body(Anna, 'a'), Body(Anna, 'b')]);
    }

    [Fact]
    public async Task SweepAsync_OneOfManyMailsFailsAlways_OnlyItStaysSetAside()
    {
        _queue.Poisoned.Add(Body(Anna, 'a', 'b'));
        await SweepAsync((Anna, Id('a')), (Anna, Id('b')));

        _queue.Poisoned.Add(Body(Anna, 'b'));
        _queue.Sent.Clear();

        (await SweepAsync((Anna, Id('b')))).ShouldBe(0);
        _queue.Sent.ShouldBeEmpty();
    }

    private Task<int> SweepAsync(params (UserId, EmailId)[] unindexed) =>
        new SweepUnindexed(new Unindexed(unindexed), _queue, TimeProvider.System).SweepAsync(TestContext.Current.CancellationToken);

    private static EmailId Id(char c) => new(new string(c, EmailId.Length));

    private static string Body(UserId user, params char[] ids) => IndexMailWork.For(user, ids.Select(Id)).ToBody();

    private sealed class Unindexed((UserId, EmailId)[] unindexed) : IUnindexedMail
    {
        public Task<IReadOnlyList<(UserId User, EmailId Id)>> UnindexedAsync(
            DateTimeOffset storedBefore, int limit, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<(UserId, EmailId)>>([.. unindexed.Take(limit)]);
    }

    private sealed class Queue : IWorkQueue
    {
        public List<string> Sent { get; } = [];

        public List<string> Poisoned { get; } = [];

        public Task SendAsync(string queue, IReadOnlyCollection<string> bodies, CancellationToken cancellation)
        {
            Sent.AddRange(bodies);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<PoisonedWork>> ListPoisonedAsync(string queue, int limit, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<PoisonedWork>>(
                [.. Poisoned.Take(limit).Select(static (b, i) => new PoisonedWork($"{i}", b, 5, DateTimeOffset.UnixEpoch))]);

        public Task<IReadOnlyList<WorkItem>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task CompleteAsync(string queue, IReadOnlyCollection<WorkItem> items, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task ReleaseAsync(string queue, WorkItem item, TimeSpan delay, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<long> CountAsync(string queue, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<WorkItem?> RenewAsync(string queue, WorkItem item, TimeSpan visibility, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<bool> RequeuePoisonedAsync(string queue, string id, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<int> RequeueAllPoisonedAsync(string queue, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
