using InboxMind.Core.Sync;

namespace InboxMind.Contracts;

/// <summary>What <see cref="ISyncStateStore"/> and <see cref="ISyncedMail"/> promise: one holder at a time, and nothing written by
/// one that lost its lease.</summary>
public abstract class SyncStateStoreContract : Contract
{
    private static readonly MailboxId Home = new("home");
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    protected abstract ISyncStateStore States { get; }

    protected abstract ISyncedMail Mail { get; }

    protected abstract IMailStore Store { get; }

    /// <summary>Lets time pass.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task AcquireAsync_HeldByAnother_IsRefusedUntilItIsGivenBack()
    {
        var mine = await TakeAsync("one");
        (await States.AcquireAsync(Anna, Home, "two", Long, Cancellation)).ShouldBeNull();

        await States.ReleaseAsync(Anna, mine, Cancellation);

        var theirs = await TakeAsync("two");
        theirs.Fence.ShouldBeGreaterThan(mine.Fence);
    }

    [Fact]
    public async Task AcquireAsync_Expired_GoesToAnotherWithALargerFence()
    {
        var mine = await TakeAsync("one");
        await PassAsync(Long - TimeSpan.FromSeconds(1));
        (await States.AcquireAsync(Anna, Home, "two", Long, Cancellation)).ShouldBeNull();
        await PassAsync(TimeSpan.FromSeconds(1));

        (await TakeAsync("two")).Fence.ShouldBeGreaterThan(mine.Fence);
    }

    [Fact]
    public async Task DetachAsync_Placements_WaitApartUntilTheyArePlacedAgainOrRemoved()
    {
        var lease = await TakeAsync("one");
        await Mail.SaveAsync(Anna, lease, [Numbered("one", 1), Numbered("two", 2)], Cancellation);
        (await Mail.DetachAsync(Anna, lease, "INBOX", 7, Cancellation)).ShouldBe(2);
        (await Mail.DetachAsync(Anna, lease, "INBOX", 7, Cancellation)).ShouldBe(0);
        await Mail.SaveAsync(Anna, lease, [Numbered("three", 1)], Cancellation);
        (await Mail.DetachAsync(Anna, lease, "INBOX", 7, Cancellation)).ShouldBe(1);

        (await Mail.ListAsync(Anna, Home, "INBOX", 7, new UidRange(1, uint.MaxValue), Cancellation)).ShouldBeEmpty();
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(3);
        await Mail.PlaceAsync(Anna, lease, [(Samples.Id("one"), new Placement(Home, "INBOX", 7, 1, MailFlags.None))], Cancellation);
        (await Mail.RemoveFolderAsync(Anna, lease, "INBOX", 7, Cancellation)).Erased.ShouldBe(2);
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task QuarantineAsync_WithAPlace_IsForgottenWithIt()
    {
        var lease = await TakeAsync("one");
        for (uint uid = 1; uid <= 4; uid++)
        {
            await Mail.SetAsideAsync(
                Anna, lease,
                new SetAsideMail(Samples.Id($"bad{uid}"), Home, "s", "r", DateTimeOffset.UnixEpoch)
                {
                    Place =
                    new SetAsideFrom("INBOX", 7, uid)
                },
                new byte[] { 1 }, Cancellation);
        }

        (await Mail.ListSetAsideAsync(Anna, Home, "INBOX", 7, Cancellation)).ShouldBe([1u, 2u, 3u, 4u], ignoreOrder: true);
        await Mail.ReleaseAsync(Anna, lease, "INBOX", 7, [2, 3], Cancellation);
        (await Mail.ListSetAsideAsync(Anna, Home, "INBOX", 7, Cancellation)).ShouldBe([1u, 4u], ignoreOrder: true);

        // Found again under another UIDVALIDITY it stays.
        await Mail.SetAsideAsync(
            Anna, lease,
            new SetAsideMail(Samples.Id("bad4"), Home, "s", "r", DateTimeOffset.UnixEpoch) { Place = new SetAsideFrom("INBOX", 8, 9) },
            new byte[] { 1 }, Cancellation);
        (await Mail.RemoveFolderAsync(Anna, lease, "INBOX", 8, Cancellation)).Placements.ShouldBe(1);
        (await Mail.ListSetAsideAsync(Anna, Home, "INBOX", 8, Cancellation)).ShouldBe([9u]);
        (await Store.ListSetAsideAsync(Anna, 10, Cancellation)).ShouldHaveSingleItem().Id.ShouldBe(Samples.Id("bad4"));
    }

    private static MailToSave Numbered(string name, uint uid) =>
        Samples.Mail(name) with { Placement = new Placement(Home, "INBOX", 7, uid, MailFlags.None) };

    [Fact]
    public async Task AcquireAsync_SameOwner_TakesItAgainAndTheOldNumberIsStale()
    {
        var first = await TakeAsync("one");
        var second = await TakeAsync("one");

        second.Fence.ShouldBeGreaterThan(first.Fence);
        await Should.ThrowAsync<LeaseLostException>(() => States.RenewAsync(Anna, first, Long, Cancellation));
        await States.RenewAsync(Anna, second, Long, Cancellation);
    }

    [Fact]
    public async Task AcquireAsync_ManyAtOnce_OneWins()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            Task.Run(() => States.AcquireAsync(Anna, Home, $"holder {i}", Long, Cancellation), Cancellation)));

        leases.Count(static l => l is not null).ShouldBe(1);
    }

    [Fact]
    public async Task RenewAsync_BeforeItExpires_KeepsIt()
    {
        var lease = await TakeAsync("one");
        await PassAsync(Long / 2);
        await States.RenewAsync(Anna, lease, Long, Cancellation);
        await PassAsync(Long * 0.75);

        (await States.AcquireAsync(Anna, Home, "two", Long, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task EveryWrite_LeaseLost_IsRefusedAndChangesNothing()
    {
        var stale = await TakeAsync("one");
        await Mail.SaveAsync(Anna, stale, [Samples.Mail("kept")], Cancellation);
        var uid = (uint)Samples.Place("kept").Uid;
        await States.SaveFolderAsync(Anna, stale, Folder(), Cancellation);
        await PassAsync(Long);
        var current = await TakeAsync("two");

        Func<Task>[] writes =
        [
            () => States.RenewAsync(Anna, stale, Long, Cancellation),
            () => States.SaveAsync(Anna, stale, new SyncRecord { Mailbox = Home, LastError = "stale" }, Cancellation),
            () => States.SaveFolderAsync(Anna, stale, Folder() with { Found = 99 }, Cancellation),
            () => States.RemoveFolderAsync(Anna, stale, "INBOX", Cancellation),
            () => Mail.SaveAsync(Anna, stale, [Samples.Mail("new")], Cancellation),
            () => Mail.PlaceAsync(Anna, stale, [(Samples.Id("kept"), Samples.Place("kept", "Archive"))], Cancellation),
            () => Mail.SetAsideAsync(
                Anna, stale, new SetAsideMail(Samples.Id("bad"), Home, "INBOX", "it is bad", Samples.Start), "x"u8.ToArray(), Cancellation),
            () => Mail.SetFlagsAsync(Anna, stale, "INBOX", 1, [new RemoteFlags(uid, MailFlags.Seen)], Cancellation),
            () => Mail.RenumberAsync(Anna, stale, "INBOX", 2, [(new NumberedMail(1, uid, Samples.Id("kept"), "", 0), 1)], Cancellation),
            () => Mail.RemoveAsync(Anna, stale, "INBOX", 1, [uid], Cancellation),
            () => Mail.RemoveFolderAsync(Anna, stale, "INBOX", null, Cancellation),
        ];
        foreach (var write in writes)
            await Should.ThrowAsync<LeaseLostException>(write);
        await States.ReleaseAsync(Anna, stale, Cancellation);
        await SettleAsync();

        await States.RenewAsync(Anna, current, Long, Cancellation);
        (await States.GetAsync(Anna, Home, Cancellation)).LastError.ShouldBeNull();
        (await States.ListFoldersAsync(Anna, Home, Cancellation)).ShouldHaveSingleItem().Found.ShouldBe(0);
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(1);
        (await Store.ListSetAsideAsync(Anna, 10, Cancellation)).ShouldBeEmpty();
        (await Mail.ListAsync(Anna, Home, "INBOX", 1, new UidRange(1, uint.MaxValue), Cancellation)).ShouldBe([(uid, MailFlags.None)]);
    }

    [Fact]
    public async Task RenumberAsync_MailsOfAnOlderUidValidity_LieUnderTheNewOne()
    {
        var lease = await TakeAsync("one");
        await Mail.SaveAsync(Anna, lease, [Samples.Mail("one"), Samples.Mail("two"), Samples.Mail("three")], Cancellation);
        var before = await Mail.ListNumberedAsync(Anna, Home, "INBOX", exceptUidValidity: 2, limit: 10, Cancellation);
        before.Select(static m => m.Id).ShouldBe([Samples.Id("one"), Samples.Id("two"), Samples.Id("three")], ignoreOrder: true);
        var one = before.Single(static m => m.Id == Samples.Id("one"));
        var two = before.Single(static m => m.Id == Samples.Id("two"));
        (one.MessageId, one.Size).ShouldBe(((await Store.GetAsync(Anna, [one.Id], Cancellation))[0].Message.MessageId, one.Size));

        // The third comes too late for its number, the fourth is not there any more.
        var three = before.Single(static m => m.Id == Samples.Id("three"));
        (await Mail.RenumberAsync(Anna, lease, "INBOX", 2, [(one, 7), (two, 8), (three, 8), (one, 9)], Cancellation)).ShouldBe([7u, 8u]);

        (await Mail.ListAsync(Anna, Home, "INBOX", 2, new UidRange(1, uint.MaxValue), Cancellation)).Select(static m => m.Uid)
            .ShouldBe([7u, 8u]);
        (await Mail.ListNumberedAsync(Anna, Home, "INBOX", exceptUidValidity: 2, limit: 10, Cancellation)).ShouldBe([three]);
        (await Mail.ListNumberedAsync(Anna, Home, "INBOX", exceptUidValidity: 1, limit: 1, Cancellation)).Count.ShouldBe(1);
        (await Mail.ListNumberedAsync(Mallory, Home, "INBOX", exceptUidValidity: 2, limit: 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SaveFolderAsync_Trouble_ReadsBackAsWritten()
    {
        var lease = await TakeAsync("one");
        var trouble = new FolderTrouble("The folder \"a: b\" cannot be read now.", 3, Samples.Start.AddMinutes(5));
        await States.SaveFolderAsync(Anna, lease, Folder() with { Trouble = trouble, Renumberings = 4 }, Cancellation);

        var folder = (await States.ListFoldersAsync(Anna, Home, Cancellation)).ShouldHaveSingleItem();

        (folder.Trouble, folder.Renumberings).ShouldBe((trouble, 4));
    }

    [Fact]
    public async Task SaveAsync_State_ReadsBackAsWritten()
    {
        var lease = await TakeAsync("one");
        (await States.GetAsync(Anna, Home, Cancellation)).ShouldBe(new SyncRecord { Mailbox = Home });
        var state = new SyncRecord
        {
            Mailbox = Home,
            State = SyncState.Retrying,
            LastSuccess = Samples.Start,
            LastError = "The server is away.",
            RetryAt = Samples.Start.AddMinutes(3),
            NextRun = Samples.Start.AddMinutes(4),
            Failures = 2,
            Began = Samples.Start.AddMinutes(-5),
            FoundBefore = 17,
            IsThrottled = true,
        };

        await States.SaveAsync(Anna, lease, state, Cancellation);
        await SettleAsync();

        (await States.GetAsync(Anna, Home, Cancellation)).ShouldBe(state);
        List<LeftOutFolder> leftOut = [new("Archive of 2019", LeftOutReason.Excluded), new("Trash", LeftOutReason.Trash)];
        await States.SaveAsync(Anna, lease, state with { Without = "OBJECTID CONDSTORE", LeftOut = leftOut }, Cancellation);
        await SettleAsync();
        var kept = await States.GetAsync(Anna, Home, Cancellation);
        (kept with { LeftOut = [] }).ShouldBe(state with { Without = "OBJECTID CONDSTORE" });
        kept.LeftOut.ShouldBe(leftOut);
        (await States.GetAsync(Mallory, Home, Cancellation)).ShouldBe(new SyncRecord { Mailbox = Home });
        (await States.GetAsync(Anna, new MailboxId("other"), Cancellation)).State.ShouldBe(SyncState.New);
    }

    [Fact]
    public async Task SaveFolderAsync_Checkpoint_ReadsBackAsWrittenUntilItIsRemoved()
    {
        var lease = await TakeAsync("one");
        var folder = new FolderCheckpoint
        {
            Name = "Projects/2024",
            UidValidity = uint.MaxValue,
            UidNext = 4_000_000_000,
            HighestModSeq = long.MaxValue,
            Exists = 7,
            Pending = [new UidRange(90, 100), new UidRange(1, 20)],
            Undelivered = [new Undelivered(uint.MaxValue, 2, Samples.Start.AddHours(4)), new Undelivered(7, 1, Samples.Start.AddHours(1))],
            Rebuilding = true,
            Since = new DateOnly(2024, 10, 1),
            Widening = true,
            Found = 1,
            Fetched = 2,
            Quarantined = 3,
        };

        await States.SaveFolderAsync(Anna, lease, folder, Cancellation);
        await SettleAsync();

        var read = (await States.ListFoldersAsync(Anna, Home, Cancellation)).ShouldHaveSingleItem();
        read.Pending.ShouldBe(folder.Pending);
        read.Undelivered.ShouldBe(folder.Undelivered);
        (read with { Pending = folder.Pending, Undelivered = folder.Undelivered }).ShouldBe(folder);
        (await States.ListFoldersAsync(Mallory, Home, Cancellation)).ShouldBeEmpty();
        await States.RemoveFolderAsync(Anna, lease, folder.Name, Cancellation);
        (await States.ListFoldersAsync(Anna, Home, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveAsync_LastPlacement_ErasesTheMessageAndTheIndexIsToForgetIt()
    {
        var lease = await TakeAsync("one");
        var uid = (uint)Samples.Place("one").Uid;
        await Mail.SaveAsync(Anna, lease, [Samples.Mail("one"), Samples.Mail("one") with { Placement = Samples.Place("one", "Archive") }],
            Cancellation);

        var first = await Mail.RemoveAsync(Anna, lease, "INBOX", 1, [uid, 4_000_000_000], Cancellation);
        (first.Placements, first.Erased, first.ToIndex.Count).ShouldBe((1, 0, 1));
        var second = await Mail.RemoveAsync(Anna, lease, "Archive", 1, [uid], Cancellation);
        await SettleAsync();

        (second.Placements, second.Erased).ShouldBe((1, 1));
        second.ToIndex.ShouldBe([Samples.Id("one")]);
        (await Store.GetRawAsync(Anna, Samples.Id("one"), Cancellation)).ShouldBeNull();

        // What the next start goes by, whatever became of the queue when a process was killed here.
        (await Store.ListRemovedAsync(Anna, null, 10, Cancellation)).ShouldBe([Samples.Id("one")]);
        (await Store.MarkRemovedAsync(Anna, [Samples.Id("one")], index: null, Cancellation)).ShouldBeEmpty();
        (await Store.ListRemovedAsync(Anna, null, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SetFlagsAsync_OtherFlags_NeedIndexing()
    {
        var lease = await TakeAsync("one");
        var uid = (uint)Samples.Place("one").Uid;
        await Mail.SaveAsync(Anna, lease, [Samples.Mail("one")], Cancellation);
        await Store.MarkIndexedAsync(Anna, [(Samples.Id("one"), 1)], Samples.AnyIndex, Cancellation);

        var first = await Mail.SetFlagsAsync(Anna, lease, "INBOX", 1, [new RemoteFlags(uid, MailFlags.Seen)], Cancellation);
        var second = await Mail.SetFlagsAsync(Anna, lease, "INBOX", 1, [new RemoteFlags(uid, MailFlags.Seen)], Cancellation);

        (first.Placements, first.Erased).ShouldBe((1, 0));
        first.ToIndex.ShouldBe([Samples.Id("one")]);
        (second.Placements, second.ToIndex.Count).ShouldBe((0, 0));
        (await Store.UnindexedAsync(Anna, [Samples.Id("one")], Cancellation)).ShouldBe([Samples.Id("one")]);
    }

    [Fact]
    public async Task MarkRemovedAsync_StoredAgainMeanwhile_IsToldAndNeedsIndexing()
    {
        var lease = await TakeAsync("one");
        await Mail.SaveAsync(Anna, lease, [Samples.Mail("one")], Cancellation);
        await Store.MarkIndexedAsync(Anna, [(Samples.Id("one"), 1)], Samples.AnyIndex, Cancellation);

        (await Store.MarkRemovedAsync(Anna, [Samples.Id("one"), Samples.Id("never")], index: null, Cancellation))
            .ShouldBe([Samples.Id("one")]);

        (await Store.UnindexedAsync(Anna, [Samples.Id("one")], Cancellation)).ShouldBe([Samples.Id("one")]);
    }

    [Fact]
    public async Task DeleteAsync_ByAPerson_KeepsSyncFromBringingItBackButNotImport()
    {
        var lease = await TakeAsync("one");
        await Mail.SaveAsync(Anna, lease, [Samples.Mail("one"), Samples.Mail("two")], Cancellation);

        (await Store.DeleteAsync(Anna, [Samples.Id("one"), Samples.Id("never")], Cancellation)).ShouldBe([Samples.Id("one")]);
        var again = await Mail.SaveAsync(Anna, lease, [Samples.Mail("one"), Samples.Mail("two")], Cancellation);

        again.Select(static o => o.Kind).ShouldBe([SaveKind.Deleted, SaveKind.Known]);
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(1);
        (await Store.SaveAsync(Anna, [Samples.Mail("one")], Cancellation))[0].Kind.ShouldBe(SaveKind.Added);
        (await Mail.SaveAsync(Anna, lease, [Samples.Mail("one")], Cancellation))[0].Kind.ShouldBe(SaveKind.Known);
    }

    [Fact]
    public async Task DeleteAsync_AnotherOwner_DeletesAndMarksNothing()
    {
        var lease = await TakeAsync("one");
        await Mail.SaveAsync(Anna, lease, [Samples.Mail("one")], Cancellation);

        (await Store.DeleteAsync(Mallory, [Samples.Id("one")], Cancellation)).ShouldBeEmpty();
        await Should.ThrowAsync<LeaseLostException>(() => Mail.RemoveFolderAsync(Mallory, lease, "INBOX", null, Cancellation));

        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task PlaceAsync_StoredAndMissing_PlacesWhatIsThere()
    {
        var lease = await TakeAsync("one");
        await Mail.SaveAsync(Anna, lease, [Samples.Mail("one")], Cancellation);
        var place = Samples.Place("one", "Archive") with { RemoteId = "gm:1", Labels = "Travel\nWork" };

        var outcomes =
            await Mail.PlaceAsync(Anna, lease, [(Samples.Id("one"), place), (Samples.Id("never"), Samples.Place("never"))], Cancellation);

        outcomes.Select(static o => o.Kind).ShouldBe([SaveKind.Placed, SaveKind.Missing]);
        (await Store.GetAsync(Anna, [Samples.Id("one")], Cancellation))[0].Folders.ShouldBe(["Archive", "INBOX", "Travel", "Work"]);
        (await Mail.FindRemoteAsync(Anna, Home, "gm:1", Cancellation)).ShouldBe(Samples.Id("one"));
        (await Mail.FindRemoteAsync(Mallory, Home, "gm:1", Cancellation)).ShouldBeNull();
        (await Mail.FindRemoteAsync(Anna, new MailboxId("other"), "gm:1", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task ReleaseAsync_MailSetAside_ForgetsItOnlyForItsOwnerAndMailbox()
    {
        var lease = await TakeAsync("one");
        var aside = new SetAsideMail(Samples.Id("broken"), Home, "INBOX, message 5", "the server does not deliver it", Samples.Start);
        await Mail.SetAsideAsync(Anna, lease, aside, default, Cancellation);
        var others = (await States.AcquireAsync(Anna, new MailboxId("other"), "one", Long, Cancellation))!;
        var mallorys = (await States.AcquireAsync(Mallory, Home, "one", Long, Cancellation))!;

        await Mail.ReleaseAsync(Anna, others, aside.Id, Cancellation);
        await Mail.ReleaseAsync(Mallory, mallorys, aside.Id, Cancellation);
        (await Store.ListSetAsideAsync(Anna, 10, Cancellation)).ShouldBe([aside]);
        await Mail.ReleaseAsync(Anna, lease, aside.Id, Cancellation);
        await Mail.ReleaseAsync(Anna, lease, aside.Id, Cancellation);

        (await Store.ListSetAsideAsync(Anna, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CountAsync_SomeIndexed_CountsEachMessageOfTheMailboxOnce()
    {
        var lease = await TakeAsync("one");
        await Mail.SaveAsync(Anna, lease, [Samples.Mail("one"), Samples.Mail("two", 1)], Cancellation);
        await Mail.PlaceAsync(Anna, lease, [(Samples.Id("one"), Samples.Place("one", "Archive"))], Cancellation);
        (await Mail.CountAsync(Anna, Home, Cancellation)).ShouldBe((2, 0));
        var one = (await Store.GetAsync(Anna, [Samples.Id("one")], Cancellation)).ShouldHaveSingleItem();

        await Store.MarkIndexedAsync(Anna, [(one.Message.Id, one.Version)], Samples.AnyIndex, Cancellation);
        await SettleAsync();

        (await Mail.CountAsync(Anna, Home, Cancellation)).ShouldBe((2, 1));
        (await Mail.CountAsync(Anna, new MailboxId("other"), Cancellation)).ShouldBe((0, 0));
        (await Mail.CountAsync(Mallory, Home, Cancellation)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task FindAsync_MessageIdAndSize_FindsWhatHasBoth()
    {
        var lease = await TakeAsync("one");
        await Mail.SaveAsync(Anna, lease, [Samples.Mail("one"), Samples.Mail("reply", 1, "one@example.com")], Cancellation);

        (await Mail.FindAsync(Anna, "one@example.com", 3, Cancellation)).ShouldBe([Samples.Id("one")]);
        (await Mail.FindAsync(Anna, "reply@example.com", 5, Cancellation)).ShouldBe([Samples.Id("reply")]);
        (await Mail.FindAsync(Anna, "one@example.com", 4, Cancellation)).ShouldBeEmpty();
        (await Mail.FindAsync(Anna, "none@example.com", 3, Cancellation)).ShouldBeEmpty();
        (await Mail.FindAsync(Mallory, "one@example.com", 3, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveFolderAsync_ExceptOneUidValidity_RemovesTheOthersInPieces()
    {
        var lease = await TakeAsync("one");
        var mails = Enumerable.Range(0, 250).Select(i => Samples.Mail($"mail {i}")).ToList();
        await Mail.SaveAsync(Anna, lease, mails, Cancellation);
        await Mail.PlaceAsync(Anna, lease, [(Samples.Id("mail 0"), Samples.Place("mail 0") with { UidValidity = 2 })], Cancellation);

        int removed = 0, erased = 0;
        while (await Mail.RemoveFolderAsync(Anna, lease, "INBOX", 2, Cancellation) is { Placements: > 0 } step)
        {
            removed += step.Placements;
            erased += step.Erased;
        }

        (removed, erased).ShouldBe((250, 249));
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(1);
    }

    private static FolderCheckpoint Folder() => new() { Name = "INBOX", UidValidity = 1 };

    private async Task<SyncLease> TakeAsync(string holder) =>
        (await States.AcquireAsync(Anna, Home, holder, Long, Cancellation)).ShouldNotBeNull();
}
