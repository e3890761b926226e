using System.Collections.Concurrent;
using System.Text;
using CsCheck;
using InboxMind.Core.Work;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IWorkQueue"/> promises.</summary>
public abstract class WorkQueueContract : Contract
{
    private readonly string _queue = $"contract-{Guid.NewGuid():n}";

    protected abstract IWorkQueue Queue { get; }

    /// <summary>How long an item is hidden where a test waits for that time to pass: whole seconds, at least two.</summary>
    protected virtual TimeSpan Visibility => TimeSpan.FromSeconds(30);

    /// <summary>How long an item is hidden that is to stay so, however slow the machine is.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromHours(1);

    /// <summary>Whether time passes by itself: then no test may depend on how soon something is done.</summary>
    protected virtual bool IsTimeReal => false;

    /// <summary>Whether items come strictly in the order they were sent in. The port does not promise it: a queue over a network
    /// keeps them about so.</summary>
    protected virtual bool IsOrdered => true;

    /// <summary>Lets time pass for the queue.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task ReceiveAsync_EmptyQueue_GivesNothing()
    {
        (await ReceiveAsync()).ShouldBeEmpty();
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task ReceiveAsync_SeveralItems_ComeOldestFirst()
    {
        await SendAsync("a", "b");
        await SendAsync("c");

        var bodies = new List<string>();
        for (var i = 0; i < 3; i++)
            bodies.Add((await OneAsync()).Body);

        bodies.ShouldBe(["a", "b", "c"], ignoreOrder: !IsOrdered);
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReceiveAsync_Max_GivesAtMostThat()
    {
        await SendAsync([.. Enumerable.Range(0, 40).Select(static i => $"{i}")]);

        var first = await ReceiveAsync(32);
        var second = await ReceiveAsync(32);

        (first.Count, second.Count).ShouldBe((32, 8));
        first.Concat(second).Select(static i => i.Body)
            .ShouldBe(Enumerable.Range(0, 40).Select(static i => $"{i}"), ignoreOrder: !IsOrdered);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(33)]
    public async Task ReceiveAsync_MaxOutOfRange_IsRefused(int max) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(_queue, max, Visibility, Cancellation));

    [Fact]
    public async Task ReceiveAsync_TakenItem_IsHiddenUntilItsTimeIsUp()
    {
        await SendAsync("a", "b");
        var other = await OneAsync();
        var first = await OneAsync(Visibility);

        if (!IsTimeReal)
        {
            await PassAsync(Visibility - TimeSpan.FromMilliseconds(1));
            (await ReceiveAsync()).ShouldBeEmpty();
        }

        await PassAsync(Visibility);

        var second = await OneAsync();
        (second.Id, second.Body).ShouldBe((first.Id, first.Body));
        second.Receipt.ShouldNotBe(first.Receipt);
        other.Id.ShouldNotBe(first.Id);
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReceiveAsync_EachHandOut_CountsUp()
    {
        await SendAsync("a");
        for (var count = 1; count <= WorkQueues.MaxDequeueCount; count++)
        {
            var item = await OneAsync();
            item.DequeueCount.ShouldBe(count);
            await Queue.ReleaseAsync(_queue, item, TimeSpan.Zero, Cancellation);
        }
    }

    [Fact]
    public async Task ReceiveAsync_AfterTheLastHandOut_SetsAside()
    {
        await SendAsync("bad", "good");
        for (var i = 0; i < WorkQueues.MaxDequeueCount; i++)
        {
            var items = await ReceiveAsync(32, Visibility);
            items.Select(static item => item.Body).ShouldBe(["bad", "good"], ignoreOrder: true);
            if (i == WorkQueues.MaxDequeueCount - 1)
                await CompleteAsync(items.Single(static item => item.Body == "good"));
            else
                await PassAsync(Visibility);
        }

        await PassAsync(Visibility);
        (await ReceiveAsync(32)).ShouldBeEmpty();

        (await CountAsync()).ShouldBe(0);
        var poisoned = (await PoisonedAsync()).ShouldHaveSingleItem();
        (poisoned.Body, poisoned.DequeueCount).ShouldBe(("bad", WorkQueues.MaxDequeueCount));
    }

    [Fact]
    public async Task ReceiveAsync_PoisonBeforeGoodItem_GivesTheGoodItemInTheSameCall()
    {
        await PoisonAsync("bad");
        await SendAsync("good");

        (await OneAsync()).Body.ShouldBe("good");
    }

    [Fact]
    public async Task SendAsync_NoItems_DoesNothing()
    {
        await SendAsync();

        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task SendAsync_SameBodyTwice_AreTwoItems()
    {
        await SendAsync("a", "a");

        var items = await ReceiveAsync(32);
        items.Count.ShouldBe(2);
        items[0].Id.ShouldNotBe(items[1].Id);
    }

    [Fact]
    public async Task SendAsync_LongestBody_RoundTrips()
    {
        var body = new string('x', WorkItem.MaxBodyBytes - 3) + "€";
        Encoding.UTF8.GetByteCount(body).ShouldBe(WorkItem.MaxBodyBytes);

        await SendAsync(body);

        (await OneAsync()).Body.ShouldBe(body);
    }

    [Fact]
    public async Task SendAsync_OneBodyTooLong_SendsNone()
    {
        // One byte too long, not one character: the euro sign has three.
        var body = new string('x', WorkItem.MaxBodyBytes - 2) + "€";

        await Should.ThrowAsync<ArgumentException>(() => SendAsync("fine", body));

        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task SendAsync_AnyText_RoundTrips()
    {
        var rune = Gen.OneOf(Gen.Int[1, 0x7F], Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0x10FFFF]).Select(static v => new Rune(v).ToString());
        await rune.Array[0, 60].Select(static r => string.Concat(r)).Array[1, 8].SampleAsync(
            async bodies =>
            {
                await SendAsync(bodies);
                var items = await ReceiveAsync(32);
                items.Select(static i => i.Body).ShouldBe(bodies, ignoreOrder: !IsOrdered);
                await Queue.CompleteAsync(_queue, items, Cancellation);
            },
            iter: 20, threads: 1);
    }

    [Fact]
    public async Task CompleteAsync_HeldItem_RemovesIt()
    {
        await SendAsync("a", "b");
        var item = await OneAsync();

        await CompleteAsync(item);
        await CompleteAsync(item);
        await Queue.CompleteAsync(_queue, [], Cancellation);

        (await CountAsync()).ShouldBe(1);
        (await OneAsync()).Body.ShouldBe(item.Body == "a" ? "b" : "a");
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task CompleteAsync_TimeIsUpButNobodyTookIt_RemovesIt()
    {
        await SendAsync("a");
        var item = await OneAsync(Visibility);
        await PassAsync(Visibility);

        await CompleteAsync(item);

        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task CompleteAsync_StaleReceipt_LeavesTheItemWithItsNewHolder()
    {
        await SendAsync("a");
        var stale = await OneAsync(Visibility);
        await PassAsync(Visibility);
        var current = await OneAsync();

        await CompleteAsync(stale);

        (await CountAsync()).ShouldBe(1);
        await CompleteAsync(current);
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task CompleteAsync_SomeStale_RemovesTheOthers()
    {
        await SendAsync("a", "b");
        var first = await ReceiveAsync(32);
        await Queue.ReleaseAsync(_queue, first[0], TimeSpan.Zero, Cancellation);
        var again = await OneAsync();

        await Queue.CompleteAsync(_queue, first, Cancellation);

        (await CountAsync()).ShouldBe(1);
        again.Body.ShouldBe(first[0].Body);
        await CompleteAsync(again);
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task CompleteAsync_ReceiptOfARemovedItem_NeverHitsALaterOne()
    {
        await SendAsync("old");
        var old = await OneAsync();
        await CompleteAsync(old);

        // Ids that were used again would let the old receipt, which looks like any first receipt, complete one of these.
        await SendAsync([.. Enumerable.Range(0, 20).Select(static i => $"new-{i}")]);
        var items = await ReceiveAsync(32);
        await CompleteAsync(old);
        await Queue.ReleaseAsync(_queue, old, TimeSpan.Zero, Cancellation);

        (await CountAsync()).ShouldBe(20);
        items.ShouldAllBe(i => i.Id != old.Id);
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task CompleteAsync_ReceiptOfAPoisonedItem_NeverHitsTheRequeuedOne()
    {
        var last = await PoisonAsync("bad");
        await Queue.RequeuePoisonedAsync(_queue, (await PoisonedAsync()).Single().Id, Cancellation);

        await CompleteAsync(last);

        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task CompleteAsync_AnotherQueuesName_DoesNothing()
    {
        await SendAsync("a");
        var item = await OneAsync();

        await Queue.CompleteAsync($"{_queue}-x", [item], Cancellation);
        await Queue.ReleaseAsync($"{_queue}-x", item, TimeSpan.Zero, Cancellation);

        (await CountAsync()).ShouldBe(1);
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task GiveBackAsync_Items_AreHandedOutAgain()
    {
        await SendAsync("a", "b");
        var items = await Queue.ReceiveAsync(_queue, 2, TimeSpan.FromHours(1), Cancellation);

        await Queue.GiveBackAsync(_queue, items, TimeSpan.Zero, Cancellation);

        (await Queue.ReceiveAsync(_queue, 2, TimeSpan.FromHours(1), Cancellation)).Select(static i => i.Body)
            .ShouldBe(["a", "b"], ignoreOrder: true);
        await Queue.GiveBackAsync(_queue, items, TimeSpan.Zero, Cancellation);
        (await ReceiveAsync()).ShouldBeEmpty("they are another's by now");
    }

    [Fact]
    public async Task ReleaseAsync_NoDelay_IsHandedOutAgainAtOnce()
    {
        await SendAsync("a");
        var item = await OneAsync();

        await Queue.ReleaseAsync(_queue, item, TimeSpan.Zero, Cancellation);

        var again = await OneAsync();
        (again.Id, again.DequeueCount).ShouldBe((item.Id, 2));
    }

    [Fact]
    public async Task ReleaseAsync_Delay_IsHiddenForThatLong()
    {
        await SendAsync("a", "b");
        var items = await ReceiveAsync(32);
        var soon = items.Single(static i => i.Body == "a");
        await Queue.ReleaseAsync(_queue, items.Single(static i => i.Body == "b"), Hidden, Cancellation);
        await Queue.ReleaseAsync(_queue, soon, TimeSpan.FromSeconds(2), Cancellation);
        if (!IsTimeReal)
        {
            await PassAsync(TimeSpan.FromSeconds(1.9));
            (await ReceiveAsync()).ShouldBeEmpty();
        }

        await PassAsync(TimeSpan.FromSeconds(2));

        (await OneAsync()).Body.ShouldBe("a");
        (await ReceiveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReleaseAsync_StaleReceipt_DoesNothing()
    {
        await SendAsync("a");
        var stale = await OneAsync(Visibility);
        await PassAsync(Visibility);
        var current = await OneAsync();

        await Queue.ReleaseAsync(_queue, stale, TimeSpan.Zero, Cancellation);

        (await ReceiveAsync()).ShouldBeEmpty();
        await CompleteAsync(current);
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task ReleaseAsync_ReleasedItem_CannotBeCompletedAnyMore()
    {
        await SendAsync("a");
        var item = await OneAsync();
        await Queue.ReleaseAsync(_queue, item, TimeSpan.Zero, Cancellation);

        await CompleteAsync(item);

        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task RenewAsync_HeldItem_StaysHiddenFromNowOn()
    {
        await SendAsync("a");
        var item = await OneAsync(Visibility);

        var renewed = (await Queue.RenewAsync(_queue, item, Hidden, Cancellation)).ShouldNotBeNull();

        await PassAsync(Visibility);
        (await ReceiveAsync()).ShouldBeEmpty();
        (renewed.Id, renewed.Body, renewed.DequeueCount).ShouldBe((item.Id, item.Body, item.DequeueCount));
        await CompleteAsync(item);
        (await CountAsync()).ShouldBe(1);
        await CompleteAsync(renewed);
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task RenewAsync_HandedOutAgainOrRemoved_IsNull()
    {
        await SendAsync("a");
        var stale = await OneAsync();
        await Queue.ReleaseAsync(_queue, stale, TimeSpan.Zero, Cancellation);
        var current = await OneAsync();

        (await Queue.RenewAsync(_queue, stale, TimeSpan.Zero, Cancellation)).ShouldBeNull();
        (await ReceiveAsync()).ShouldBeEmpty();
        await CompleteAsync(current);
        (await Queue.RenewAsync(_queue, current, TimeSpan.Zero, Cancellation)).ShouldBeNull();
        (await Queue.RenewAsync($"{_queue}-x", current, TimeSpan.Zero, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task CountAsync_HiddenItems_Count()
    {
        await SendAsync("a", "b", "c");
        await OneAsync();

        (await CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task ListPoisonedAsync_Limit_GivesTheOldest()
    {
        foreach (var body in (string[])["a", "b", "c"])
        {
            await PoisonAsync(body);
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        (await PoisonedAsync()).Select(static p => p.Body).ShouldBe(["a", "b", "c"]);
        (await Queue.ListPoisonedAsync(_queue, 2, Cancellation)).Select(static p => p.Body).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task RequeuePoisonedAsync_PoisonedItem_StartsOver()
    {
        await PoisonAsync("bad");
        var poisoned = (await PoisonedAsync()).Single();

        (await Queue.RequeuePoisonedAsync(_queue, poisoned.Id, Cancellation)).ShouldBeTrue();
        (await Queue.RequeuePoisonedAsync(_queue, poisoned.Id, Cancellation)).ShouldBeFalse();

        (await PoisonedAsync()).ShouldBeEmpty();
        (await CountAsync()).ShouldBe(1);
        var item = await OneAsync();
        (item.Body, item.DequeueCount).ShouldBe(("bad", 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("-1")]
    [InlineData("999999999")]
    public async Task RequeuePoisonedAsync_UnknownId_IsFalse(string id)
    {
        await PoisonAsync("bad");

        (await Queue.RequeuePoisonedAsync(_queue, id, Cancellation)).ShouldBeFalse();

        (await PoisonedAsync()).ShouldHaveSingleItem();
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task RequeueAllPoisonedAsync_Several_StartOver()
    {
        await PoisonAsync("a");
        await PoisonAsync("b");

        (await Queue.RequeueAllPoisonedAsync(_queue, Cancellation)).ShouldBe(2);
        (await Queue.RequeueAllPoisonedAsync(_queue, Cancellation)).ShouldBe(0);

        (await PoisonedAsync()).ShouldBeEmpty();
        var items = await ReceiveAsync(32);
        items.Select(static i => (i.Body, i.DequeueCount)).ShouldBe([("a", 1), ("b", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task RequeuePoisonedAsync_TwoPeopleAtOnce_LosesNothing()
    {
        string[] bodies = [.. Enumerable.Range(0, 4).Select(static i => $"{i}")];
        foreach (var body in bodies)
            await PoisonAsync(body);
        var listed = await PoisonedAsync();

        await Task.WhenAll(listed.Concat(listed).Select(p => Queue.RequeuePoisonedAsync(_queue, p.Id, Cancellation)));

        (await PoisonedAsync()).ShouldBeEmpty();
        (await ReceiveAsync(32)).Select(static i => i.Body).Distinct().ShouldBe(bodies, ignoreOrder: true);
    }

    [Fact]
    public async Task EveryMethod_AnotherQueue_SeesAndChangesNothing()
    {
        var other = $"{_queue}-x";
        await PoisonAsync("bad");
        await SendAsync("a");

        (await Queue.ReceiveAsync(other, 32, Visibility, Cancellation)).ShouldBeEmpty();
        (await Queue.CountAsync(other, Cancellation)).ShouldBe(0);
        (await Queue.ListPoisonedAsync(other, 10, Cancellation)).ShouldBeEmpty();
        (await Queue.RequeuePoisonedAsync(other, (await PoisonedAsync()).Single().Id, Cancellation)).ShouldBeFalse();
        (await Queue.RequeueAllPoisonedAsync(other, Cancellation)).ShouldBe(0);
        await Queue.SendAsync(other, ["x"], Cancellation);

        (await CountAsync()).ShouldBe(1);
        (await OneAsync()).Body.ShouldBe("a");
        (await PoisonedAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ReceiveAsync_CompetingConsumers_EachItemIsDoneOnce()
    {
        const int items = 500;
        var all = Enumerable.Range(0, items).Select(static i => $"{i}").ToArray();
        await SendAsync(all[..100]);
        var done = new ConcurrentBag<string>();

        var consumers = Enumerable.Range(0, 8).Select(number => Task.Run(
            async () =>
            {
                while (await CountAsync() > 0 || done.Count < items)
                {
                    var taken = await Queue.ReceiveAsync(_queue, 1 + number, TimeSpan.FromHours(1), Cancellation);
                    foreach (var item in taken)
                        done.Add(item.Body);
                    await Queue.CompleteAsync(_queue, taken, Cancellation);
                }
            },
            Cancellation));
        var producer = Task.Run(
            async () =>
            {
                foreach (var more in all.Skip(100).Chunk(20))
                    await SendAsync(more);
            },
            Cancellation);
        await Task.WhenAll([producer, .. consumers]);

        done.ShouldBe(all, ignoreOrder: true);
        (await CountAsync()).ShouldBe(0);
    }

    private Task SendAsync(params string[] bodies) => Queue.SendAsync(_queue, bodies, Cancellation);

    private async Task<IReadOnlyList<WorkItem>> ReceiveAsync(int max = 1, TimeSpan? visibility = null)
    {
        await SettleAsync();
        return await Queue.ReceiveAsync(_queue, max, visibility ?? Hidden, Cancellation);
    }

    private async Task<WorkItem> OneAsync(TimeSpan? visibility = null) => (await ReceiveAsync(1, visibility)).ShouldHaveSingleItem();

    private Task CompleteAsync(WorkItem item) => Queue.CompleteAsync(_queue, [item], Cancellation);

    private async Task<long> CountAsync()
    {
        await SettleAsync();
        return await Queue.CountAsync(_queue, Cancellation);
    }

    private async Task<IReadOnlyList<PoisonedWork>> PoisonedAsync()
    {
        await SettleAsync();
        return await Queue.ListPoisonedAsync(_queue, 100, Cancellation);
    }

    /// <summary>Sends an item to the empty queue and takes it until it is set aside.</summary>
    /// <returns>The item as it was handed out last.</returns>
    private async Task<WorkItem> PoisonAsync(string body)
    {
        await SendAsync(body);
        WorkItem? last = null;
        for (var i = 0; i < WorkQueues.MaxDequeueCount; i++)
        {
            last = await OneAsync();
            await Queue.ReleaseAsync(_queue, last, TimeSpan.Zero, Cancellation);
        }

        (await ReceiveAsync()).ShouldBeEmpty();
        return last!;
    }
}
