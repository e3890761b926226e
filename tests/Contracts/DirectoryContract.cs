using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IUnindexedMail"/>, <see cref="IDueMailboxes"/> and <see cref="IUserDirectory"/> promise.
/// They see all users, those of other tests included; the tests
/// look at their own.</summary>
public abstract class DirectoryContract : Contract
{
    protected abstract IUnindexedMail Unindexed { get; }

    protected abstract IDueMailboxes Due { get; }

    protected abstract IUserDirectory Listed { get; }

    protected abstract IMailStore Store { get; }

    protected abstract IMailboxStore Mailboxes { get; }

    protected abstract ISyncStateStore States { get; }

    protected abstract IUserStore Users { get; }

    /// <summary>The time by which the store stamps what it stores.</summary>
    protected abstract DateTimeOffset Now { get; }

    /// <summary>Lets time pass for the store.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task UnindexedAsync_StoredMail_IsListedWithItsUserUntilIndexed()
    {
        await Store.SaveAsync(Anna, [Mail("one"), Mail("two")], Cancellation);
        await Store.SaveAsync(Mallory, [Mail("one")], Cancellation);
        await PassAsync(TimeSpan.FromSeconds(1));
        (await UnindexedAsync(Now)).ShouldBe(
            [(Anna.User, Id("one")), (Anna.User, Id("two")), (Mallory.User, Id("one"))], ignoreOrder: true);

        await MarkAsync("one");

        (await UnindexedAsync(Now)).ShouldBe([(Anna.User, Id("two")), (Mallory.User, Id("one"))], ignoreOrder: true);
    }

    [Fact]
    public async Task UnindexedAsync_OlderVersionIsIndexed_IsListed()
    {
        await Store.SaveAsync(Anna, [Mail("one")], Cancellation);
        await MarkAsync("one");
        await Store.SaveAsync(Anna, [Mail("one") with { Placement = Place("one", "Archive") }], Cancellation);
        await PassAsync(TimeSpan.FromSeconds(1));

        (await UnindexedAsync(Now)).ShouldBe([(Anna.User, Id("one"))]);
    }

    [Fact]
    public async Task UnindexedAsync_StoredBefore_LeavesOutWhatCameLater()
    {
        await Store.SaveAsync(Anna, [Mail("early")], Cancellation);
        await PassAsync(TimeSpan.FromSeconds(1));
        var between = Now;
        await PassAsync(TimeSpan.FromSeconds(1));
        await Store.SaveAsync(Anna, [Mail("late")], Cancellation);
        await PassAsync(TimeSpan.FromSeconds(1));

        (await UnindexedAsync(between)).ShouldBe([(Anna.User, Id("early"))]);
        (await UnindexedAsync(Now)).ShouldBe([(Anna.User, Id("early")), (Anna.User, Id("late"))]);
        (await UnindexedAsync(DateTimeOffset.MaxValue)).Count.ShouldBe(2);
        (await UnindexedAsync(DateTimeOffset.UnixEpoch)).ShouldBeEmpty();
    }

    [Fact]
    public async Task UnindexedAsync_Limit_GivesTheOldest()
    {
        foreach (var name in (string[])["first", "second", "third"])
        {
            await Store.SaveAsync(Anna, [Mail(name)], Cancellation);
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        await SettleAsync();
        var all = await Unindexed.UnindexedAsync(Now, 1_000, Cancellation);
        (await Unindexed.UnindexedAsync(Now, all.Count - 1, Cancellation)).ShouldBe(all.Take(all.Count - 1));
        all.Where(f => f.User == Anna.User).Select(static f => f.Id).ShouldBe([Id("first"), Id("second"), Id("third")]);
    }

    [Fact]
    public async Task DueMailboxesAsync_States_GivesWhatIsDueTheLongestDueFirst()
    {
        await SaveAsync(Anna, "new");
        await SaveAsync(Anna, "later", s => s with { NextRun = Now.AddMinutes(5) });
        await SaveAsync(Mallory, "due", s => s with { NextRun = Now.AddMinutes(-1) });
        await SaveAsync(Anna, "long due", s => s with { NextRun = Now.AddMinutes(-9) });
        await SaveAsync(Anna, "retry later", s =>
            s with { State = SyncState.Retrying, NextRun = Now.AddMinutes(-9), RetryAt = Now.AddMinutes(3), IsThrottled = true });
        await SaveAsync(
            Anna, "away", s => s with { State = SyncState.Retrying, NextRun = Now.AddMinutes(20), RetryAt = Now.AddMinutes(20) });
        await SaveAsync(Anna, "reconnect", s => s with { State = SyncState.NeedsReconnect, NextRun = Now.AddMinutes(-9) });
        await SaveAsync(Anna, "off", s => s with { NextRun = Now.AddMinutes(-9) }, isEnabled: false);
        await SaveAsync(Anna, "leased", s => s with { NextRun = Now.AddMinutes(-9) });
        await States.AcquireAsync(Anna, new MailboxId("leased"), "someone", TimeSpan.FromMinutes(2), Cancellation);

        await SaveAsync(Anna, "wrong clock", s => s with { NextRun = Now.AddDays(400), RetryAt = Now.AddDays(400) });

        (await DueAsync(Now)).ShouldBe([(Anna.User, "new"), (Anna.User, "long due"), (Mallory.User, "due"), (Anna.User, "wrong clock")]);
        (await DueAsync(Now.AddMinutes(10))).ShouldBe(
            [(Anna.User, "new"), (Anna.User, "leased"), (Anna.User, "long due"), (Anna.User, "retry later"), (Mallory.User, "due"),
                (Anna.User, "later"), (Anna.User, "wrong clock")]);
        (await Due.ScheduledMailboxesAsync(Now, 1_000, Cancellation)).Where(m => m.User == Anna.User).Select(static m => m.Mailbox.Value)
            .ShouldBe(["new", "later", "long due", "away", "leased", "wrong clock"], ignoreOrder: true,
                "a server that asked to be left in peace is not listened at either");
        (await Due.ScheduledMailboxesAsync(Now.AddMinutes(10), 1_000, Cancellation))
            .ShouldContain((Anna.User, new MailboxId("retry later")));
    }

    [Fact]
    public async Task DueMailboxesAsync_UserIsDeactivated_GivesTheOthersUntilActivatedAgain()
    {
        await SaveAsync(Anna, "home");
        await SaveAsync(Mallory, "home");
        foreach (var owner in (Owner[])[Anna, Mallory])
        {
            var user = new User { Id = owner.User, Organisation = OrganisationId.Personal(owner.User), CreatedAt = Now };
            await Users.CreateAsync(owner, user, identity: null, Cancellation);
        }

        await Users.UpdateAsync(Mallory, static u => u with { Active = false }, Cancellation);
        (await DueAsync(Now)).ShouldBe([(Anna.User, "home")]);
        (await ScheduledAsync()).ShouldBe([Anna.User]);

        await Users.UpdateAsync(Mallory, static u => u with { Active = true }, Cancellation);
        (await DueAsync(Now)).ShouldBe([(Anna.User, "home"), (Mallory.User, "home")]);
        (await ScheduledAsync()).ShouldBe([Anna.User, Mallory.User]);

        async Task<IEnumerable<UserId>> ScheduledAsync() => (await Due.ScheduledMailboxesAsync(Now, 1_000, Cancellation))
            .Select(static m => m.User).Where(u => u == Anna.User || u == Mallory.User);
    }

    [Fact]
    public async Task UsersWithMailAsync_Pages_GiveThoseWithMailWhoAreActive()
    {
        await Store.SaveAsync(Anna, [Mail("one"), Mail("two")], Cancellation);
        await SaveAsync(Mallory, "a mailbox without mail");
        (await AllAsync()).ShouldBe([Anna.User]);

        await Store.SaveAsync(Mallory, [Mail("one")], Cancellation);
        (await AllAsync()).ShouldBe(new[] { Anna.User, Mallory.User }.OrderBy(static u => u.Value, StringComparer.Ordinal));

        await Users.CreateAsync(
            Mallory, new User { Id = Mallory.User, Organisation = OrganisationId.Personal(Mallory.User), CreatedAt = Now, Active = false },
            identity: null, Cancellation);
        (await AllAsync()).ShouldBe([Anna.User]);

        async Task<List<UserId>> AllAsync()
        {
            await SettleAsync();
            var all = new List<UserId>();
            IReadOnlyList<UserId> page;
            do
                all.AddRange(page = await Listed.UsersWithMailAsync(all.Count > 0 ? all[^1] : null, 1, Cancellation));
            while (page.Count > 0);
            return all.FindAll(u => u == Anna.User || u == Mallory.User);
        }
    }

    [Fact]
    public async Task DuePageAsync_PageByPage_GivesAllOnceTheLongestDueFirst()
    {
        for (var i = 0; i < 7; i++)
            await SaveAsync(i % 2 == 0 ? Anna : Mallory, $"page {i}", s => s with { NextRun = Now.AddMinutes(i / 2 - 9) });
        await SaveAsync(Anna, "page later", s => s with { NextRun = Now.AddMinutes(1) });

        var all = await PagesAsync(Now, SyncShard.All, limit: 2);

        Ours(all).ShouldBe(Ours(await Due.DueMailboxesAsync(Now, 1_000, Cancellation)));
        Ours(all).Count.ShouldBe(7);
        all.ShouldBeUnique();
    }

    [Fact]
    public async Task DuePageAsync_SyncedMeanwhile_DoesNotComeAgainInTheRound()
    {
        for (var i = 0; i < 4; i++)
            await SaveAsync(Anna, $"round {i}", s => s with { NextRun = Now.AddMinutes(-9) });
        var dueBy = Now;
        await PassAsync(TimeSpan.FromSeconds(1));
        await SaveAsync(Anna, "round 1", s => s with { NextRun = Now });
        await SaveAsync(Anna, "round 3", s => s with { NextRun = Now });

        Ours(await PagesAsync(dueBy, SyncShard.All, limit: 1)).Select(static m => m.Name).ShouldBe(["round 0", "round 2"]);
        Ours(await PagesAsync(Now, SyncShard.All, limit: 1)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task DuePageAsync_Shards_EachMailboxIsInOne()
    {
        for (var i = 0; i < 40; i++)
            await SaveAsync(Anna, $"shard {i}", s => s with { NextRun = Now.AddMinutes(-9) });

        var shards = new List<List<(UserId, string)>>();
        for (var number = 0; number < 3; number++)
            shards.Add(Ours(await PagesAsync(Now, new SyncShard(number, 3), limit: 5)));

        shards.ShouldAllBe(static shard => shard.Count > 0);
        shards.SelectMany(static shard => shard).ShouldBe(Ours(await PagesAsync(Now, SyncShard.All, limit: 100)), ignoreOrder: true);
    }

    [Fact]
    public void SyncShard_Holds_IsTheSameForGood()
    {
        SyncShard.All.Holds(Anna.User, new MailboxId("home")).ShouldBeTrue();
        Enumerable.Range(0, 8).Where(static n => new SyncShard(n, 8).Holds(new UserId("anna"), new MailboxId("home"))).ShouldBe([3]);
    }

    private async Task<List<(UserId User, MailboxId Mailbox)>> PagesAsync(DateTimeOffset dueBy, SyncShard shard, int limit)
    {
        await SettleAsync();
        var all = new List<(UserId, MailboxId)>();
        DuePosition? after = null;
        do
        {
            var page = await Due.DuePageAsync(dueBy, shard, after, limit, Cancellation);
            page.Mailboxes.Count.ShouldBeLessThanOrEqualTo(limit);
            all.AddRange(page.Mailboxes);
            after = page.Next is { } next ? DuePosition.Parse(next.ToString()) : null;
        }
        while (after is not null);
        return all;
    }

    private List<(UserId User, string Name)> Ours(IEnumerable<(UserId User, MailboxId Mailbox)> found) =>
        [.. found.Where(m => m.User == Anna.User || m.User == Mallory.User).Select(static m => (m.User, m.Mailbox.Value))];

    private async Task SaveAsync(Owner owner, string name, Func<SyncRecord, SyncRecord>? state = null, bool isEnabled = true)
    {
        var id = new MailboxId(name);
        await Mailboxes.SaveAsync(
            owner,
            new Mailbox(id, MailboxKind.Imap, name)
            {
                Connection =
                    new ImapConnection("mail.example.com", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
                Sync = SyncChoice.Default with { Enabled = isEnabled },
            },
            Cancellation);
        if (state is null)
            return;
        var lease = (await States.AcquireAsync(owner, id, "test", TimeSpan.FromMinutes(1), Cancellation)).ShouldNotBeNull();
        await States.SaveAsync(owner, lease, state(new SyncRecord { Mailbox = id, State = SyncState.UpToDate }), Cancellation);
        await States.ReleaseAsync(owner, lease, Cancellation);
    }

    private async Task<List<(UserId User, string Name)>> DueAsync(DateTimeOffset now)
    {
        await SettleAsync();
        var due = await Due.DueMailboxesAsync(now, 1_000, Cancellation);
        return [.. due.Where(m => m.User == Anna.User || m.User == Mallory.User).Select(static m => (m.User, m.Mailbox.Value))];
    }

    [Fact]
    public async Task UsersWithRemovedAsync_DeletedMail_NamesItsUserUntilTheIndexLetGoOfIt()
    {
        await Store.SaveAsync(Anna, [Samples.Mail("one")], Cancellation);
        await Store.SaveAsync(Mallory, [Samples.Mail("one")], Cancellation);
        await Store.DeleteAsync(Anna, [Id("one")], Cancellation);

        (await Listed.UsersWithRemovedAsync(after: null, 1_000, Cancellation)).ShouldContain(Anna.User);
        (await Listed.UsersWithRemovedAsync(after: null, 1_000, Cancellation)).ShouldNotContain(Mallory.User);
        (await Listed.UsersWithRemovedAsync(Anna.User, 1_000, Cancellation)).ShouldNotContain(Anna.User);
        await Store.MarkRemovedAsync(Anna, [Id("one")], index: null, Cancellation);

        (await Listed.UsersWithRemovedAsync(after: null, 1_000, Cancellation)).ShouldNotContain(Anna.User);
    }

    private async Task MarkAsync(string name)
    {
        await SettleAsync();
        var stored = (await Store.GetAsync(Anna, [Id(name)], Cancellation)).ShouldHaveSingleItem();
        await Store.MarkIndexedAsync(Anna, [(stored.Message.Id, stored.Version)], Samples.AnyIndex, Cancellation);
    }

    private async Task<List<(UserId User, EmailId Id)>> UnindexedAsync(DateTimeOffset storedBefore)
    {
        await SettleAsync();
        var found = await Unindexed.UnindexedAsync(storedBefore, 1_000, Cancellation);
        return [.. found.Where(f => f.User == Anna.User || f.User == Mallory.User)];
    }
}
