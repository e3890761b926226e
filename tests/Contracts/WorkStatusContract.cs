using InboxMind.Core.Work;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IWorkStatus"/> promises.</summary>
public abstract class WorkStatusContract : Contract
{
    protected abstract IWorkStatus Status { get; }

    protected abstract IWorkQueue Queue { get; }

    /// <summary>How long the test lets an item wait. Where time really passes it waits for it.</summary>
    protected virtual TimeSpan Wait => TimeSpan.FromMinutes(3);

    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task ReadAsync_Empty_GivesEveryQueue() =>
        (await Status.ReadAsync(Cancellation)).ShouldBe([.. WorkQueues.All.Select(static q => new QueueStatus(q, 0, null, 0))]);

    [Fact]
    public async Task ReadAsync_WorkThatIsBeingDone_CountsAndDoesNotAge()
    {
        await Queue.SendAsync(WorkQueues.IndexMail, ["a"], Cancellation);
        await PassAsync(Wait);
        var waiting = (await Status.ReadAsync(Cancellation))[0];

        // A queue may know the time to the second only.
        var age = waiting.Age.ShouldNotBeNull();
        age.ShouldBeInRange(Wait - TimeSpan.FromSeconds(1), Wait + TimeSpan.FromMinutes(1));
        waiting.ShouldBe(new QueueStatus(WorkQueues.IndexMail, 1, age, 0));

        await Queue.ReceiveAsync(WorkQueues.IndexMail, 1, TimeSpan.FromMinutes(2), Cancellation);
        (await Status.ReadAsync(Cancellation))[0].ShouldBe(new QueueStatus(WorkQueues.IndexMail, 1, null, 0));
    }

    [Fact]
    public async Task ReadAsync_FailedTooOften_IsPoisoned()
    {
        await Queue.SendAsync(WorkQueues.SyncMailbox, ["a"], Cancellation);
        for (var i = 0; i < WorkQueues.MaxDequeueCount; i++)
        {
            var item = (await Queue.ReceiveAsync(WorkQueues.SyncMailbox, 1, TimeSpan.FromMinutes(2), Cancellation)).ShouldHaveSingleItem();
            await Queue.ReleaseAsync(WorkQueues.SyncMailbox, item, TimeSpan.Zero, Cancellation);
        }

        (await Queue.ReceiveAsync(WorkQueues.SyncMailbox, 1, TimeSpan.FromMinutes(2), Cancellation)).ShouldBeEmpty();

        (await Status.ReadAsync(Cancellation))[1].ShouldBe(new QueueStatus(WorkQueues.SyncMailbox, 0, null, 1));
    }
}
