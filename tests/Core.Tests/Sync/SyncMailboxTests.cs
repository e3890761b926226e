using InboxMind.Core.Deletion;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;
using MailKit;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Sync against a real Dovecot, with and without the extensions that make it cheap.</summary>
public sealed class SyncMailboxTests(DovecotServers servers) : IClassFixture<DovecotServers>, IDisposable
{
    private readonly string _user = $"anna-{Guid.NewGuid():n}";
    private Dovecot? _server;
    private SyncedMailbox? _mailbox;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SyncedMailbox Mailbox => _mailbox!;

    public void Dispose()
    {
        _mailbox?.Dispose();
    }

    [Theory]
    [InlineData("All")]
    [InlineData("NoQuickResync")]
    [InlineData("Plain")]
    public async Task SyncAsync_WholeLifeOfAMailbox_StoreAndIndexFollow(string extensions)
    {
        Start(Enum.Parse<DovecotExtensions>(extensions));
        _server!.Deliver(_user, Many(20));

        // First sync.
        var first = await Mailbox.SyncAsync();
        (first.Found, first.Added, first.Known, first.Quarantined).ShouldBe((20, 20, 0, 0));
        (await Mailbox.CountAsync()).ShouldBe(20);
        (await Mailbox.Store.GetRawAsync(Mailbox.Owner, (await Mailbox.OneAsync(Word(7))).Message.Id, Cancellation)).ShouldBe(Letter(7));

        // Nothing new.
        await ShouldChangeNothingAsync();

        // New mail, flags, deletions at once.
        await using var user = await ImapUser.SignInAsync(_server, _user);
        var uids = await user.UidsAsync();
        await user.AppendAsync(100, flags: MessageFlags.Flagged);
        await user.AppendAsync(101, "Sent", MessageFlags.Seen);
        await user.FlagAsync(uids[3], MessageFlags.Seen | MessageFlags.Answered);
        await user.DeleteAsync([uids[5], uids[6]]);
        var second = await Mailbox.SyncAsync();

        (second.Added, second.Known, second.Deleted, second.Updated).ShouldBe((2, 0, 2, 1));
        (await Mailbox.CountAsync()).ShouldBe(20);
        (await Mailbox.FindAsync(Word(5))).ShouldBeEmpty();
        (await Mailbox.FindAsync(Word(6))).ShouldBeEmpty();
        (await Mailbox.OneAsync(Word(101))).Folders.ShouldBe(["Sent"]);
        (await Mailbox.PlacedAsync()).ShouldContain((uids[3].Id, MailFlags.Seen | MailFlags.Answered));
        (await Mailbox.PlacedAsync()).Count.ShouldBe(19);
        await ShouldChangeNothingAsync();
    }

    [Theory]
    [InlineData("All")]
    [InlineData("Plain")]
    public async Task SyncAsync_MovedMail_IsTheSameMessageAndNotEmbeddedAgain(string extensions)
    {
        Start(Enum.Parse<DovecotExtensions>(extensions));
        _server!.Deliver(_user, Many(5));
        await Mailbox.SyncAsync();
        var before = await Mailbox.OneAsync(Word(2));
        var embedded = Mailbox.Models.Embedded;
        await using var user = await ImapUser.SignInAsync(_server, _user);
        await user.MoveAsync((await user.UidsAsync())[2], "Archive");

        var progress = await Mailbox.SyncAsync();

        (progress.Added, progress.Moved, progress.Deleted).ShouldBe((0, 1, 0));
        var after = await Mailbox.OneAsync(Word(2));
        after.Message.Id.ShouldBe(before.Message.Id);
        after.Folders.ShouldBe(["Archive"]);
        after.IsIndexed.ShouldBeTrue();
        Mailbox.Models.Embedded.ShouldBe(embedded);
        (await Mailbox.FolderAsync("Archive")).Fetched.ShouldBe(0, "a mail that is stored is not fetched again");
    }

    [Theory]
    [InlineData("All")]
    [InlineData("NoQuickResync")]
    [InlineData("Plain")]
    public async Task SyncAsync_StoppedAfterNewMailAndThenOneIsDeleted_FollowsTheDeletion(string extensions)
    {
        var server = servers.Get(Enum.Parse<DovecotExtensions>(extensions));
        server.Deliver(_user, Many(3));
        using var proxy = new CuttingProxy(server.Port);
        for (var bytes = 700; bytes < 3_500; bytes += 200)
        {
            using var mailbox = new SyncedMailbox(proxy.Port, _user);
            await mailbox.SyncAsync();
            await using var user = await ImapUser.SignInAsync(server, _user);
            await user.AppendAsync(bytes);
            using (var stop = new CancellationTokenSource())
            {
                proxy.CutAfter(bytes, staysDown: false, stop.Cancel);
                try
                {
                    await mailbox.RunOnlyAsync(budget: null, askedFor: true, "test", stop.Token);
                }
                catch (OperationCanceledException)
                {
                    // Stopped before it came to its end.
                }

                proxy.Mend();
            }

            // As many messages as before the new one came.
            await user.DeleteAsync([(await user.UidsAsync())[0]]);
            await mailbox.SyncAsync();

            await Agreement.ShouldHoldAsync(mailbox, await user.ReadAllAsync(), new HashSet<int>(), $"stopped after {bytes} bytes");
        }
    }

    [Fact]
    public async Task SyncAsync_MovedToTrash_LeavesStoreAndIndex()
    {
        Start();
        _server!.Deliver(_user, Many(3));
        await Mailbox.SyncAsync();
        await using var user = await ImapUser.SignInAsync(_server, _user);
        await user.MoveAsync((await user.UidsAsync())[1], "Trash");

        (await Mailbox.SyncAsync()).Deleted.ShouldBe(1);

        (await Mailbox.CountAsync()).ShouldBe(2);
        (await Mailbox.FindAsync(Word(1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task SyncAsync_SameMailInThreeFolders_IsStoredOnceAndGoesWithTheLast()
    {
        Start();
        await using var user = await ImapUser.SignInAsync(_server!, _user);
        await user.CreateAsync("Projects");
        foreach (var folder in (string[])["INBOX", "Archive", "Projects"])
            await user.AppendAsync(1, folder);

        var progress = await Mailbox.SyncAsync();

        (progress.Found, progress.Added, progress.Known).ShouldBe((3, 1, 2));
        (await Mailbox.OneAsync(Word(1))).Folders.ShouldBe(["Archive", "INBOX", "Projects"]);
        await user.DeleteAsync(await user.UidsAsync("Archive"), "Archive");
        await user.DeleteAsync(await user.UidsAsync());
        (await Mailbox.SyncAsync()).Deleted.ShouldBe(0);
        (await Mailbox.OneAsync(Word(1))).Folders.ShouldBe(["Projects"]);
        await user.DeleteAsync(await user.UidsAsync("Projects"), "Projects");
        (await Mailbox.SyncAsync()).Deleted.ShouldBe(1);
        (await Mailbox.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task SyncAsync_OtherUidValidity_FetchesEmbedsAndDeletesNothing()
    {
        Start();
        _server!.Deliver(_user, Many(30));
        await Mailbox.SyncAsync();
        var validity = (await Mailbox.FolderAsync("INBOX")).UidValidity;
        var embedded = Mailbox.Models.Embedded;
        _server.ForgetUids(_user);

        var progress = await Mailbox.SyncAsync();

        var folder = await Mailbox.FolderAsync("INBOX");
        folder.UidValidity.ShouldNotBe(validity);
        (progress.Added, progress.Moved, progress.Deleted, folder.Fetched, folder.Rebuilding).ShouldBe((0, 30, 0, 0, false));
        Mailbox.Models.Embedded.ShouldBe(embedded);
        (await Mailbox.CountAsync()).ShouldBe(30);
        (await Mailbox.PlacedAsync()).Count.ShouldBe(30);
        await ShouldChangeNothingAsync();
    }

    [Fact]
    public async Task SyncAsync_RenamedAndRemovedFolders_Follows()
    {
        Start();
        await using var user = await ImapUser.SignInAsync(_server!, _user);
        await user.CreateAsync("Old");
        await user.CreateAsync("Doomed");
        await user.AppendAsync(1, "Old");
        await user.AppendAsync(2, "Doomed");
        await Mailbox.SyncAsync();
        var embedded = Mailbox.Models.Embedded;
        await user.RenameAsync("Old", "New");
        await user.RemoveAsync("Doomed");

        var progress = await Mailbox.SyncAsync();

        (progress.Added, progress.Moved, progress.Deleted).ShouldBe((0, 1, 1));
        (await Mailbox.OneAsync(Word(1))).Folders.ShouldBe(["New"]);
        (await Mailbox.FindAsync(Word(2))).ShouldBeEmpty();
        (await Mailbox.CountAsync()).ShouldBe(1);
        Mailbox.Models.Embedded.ShouldBe(embedded);
        (await Mailbox.States.ListFoldersAsync(Mailbox.Owner, Mailbox.Mailbox.Id, Cancellation)).Select(static f => f.Name)
            .ShouldBe(["Archive", "INBOX", "New", "Sent"]);
    }

    [Fact]
    public async Task SyncAsync_MailAPersonDeleted_DoesNotComeBack()
    {
        Start();
        _server!.Deliver(_user, Many(3));
        await Mailbox.SyncAsync();
        var id = (await Mailbox.OneAsync(Word(1))).Message.Id;

        (await Mailbox.Get<DeleteMail>().DeleteAsync(Mailbox.Owner, [id], Cancellation)).ShouldBe(1);
        await Mailbox.IndexAsync();
        (await Mailbox.FindAsync(Word(1))).ShouldBeEmpty();
        await using var user = await ImapUser.SignInAsync(_server, _user);
        await user.CopyAsync((await user.UidsAsync())[1], "Archive");
        _server.ForgetUids(_user);
        await Mailbox.SyncAsync();

        (await Mailbox.CountAsync()).ShouldBe(2);
        (await Mailbox.FindAsync(Word(1))).ShouldBeEmpty();
        (await Mailbox.Store.GetRawAsync(Mailbox.Owner, id, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task SyncAsync_NoTimeLeft_GivesTheNewestFirstAndGoesOnLater()
    {
        Start();
        _server!.Deliver(_user, Many(900));

        var runs = 0;
        while ((await Mailbox.RunAsync(budget: TimeSpan.Zero)).Outcome.Result == SyncResult.More)
        {
            if (runs++ > 0)
                continue;
            (await Mailbox.FindAsync(Word(899))).Count.ShouldBe(1);
            (await Mailbox.FindAsync(Word(0))).ShouldBeEmpty();
        }

        runs.ShouldBeGreaterThan(1);
        (await Mailbox.CountAsync()).ShouldBe(900);
        (await Mailbox.FolderAsync("INBOX")).Found.ShouldBe(900);
    }

    [Fact]
    public async Task SyncAsync_Since_LeavesOlderMailAlone()
    {
        Start();
        _server!.Deliver(_user, Many(3));
        Mailbox.Mailbox =
            Mailbox.Mailbox with
            {
                Sync =
                Mailbox.Mailbox.Sync with { Since = DateOnly.FromDateTime(Mailbox.Time.GetUtcNow().UtcDateTime).AddDays(2) }
            };

        (await Mailbox.SyncAsync()).Found.ShouldBe(0);
        await ShouldChangeNothingAsync();
    }

    [Theory]
    [InlineData("All")]
    [InlineData("Plain")]
    public async Task SyncAsync_OlderMailIsWantedThanBefore_FetchesItAndNothingTwice(string extensions)
    {
        Start(Enum.Parse<DovecotExtensions>(extensions));
        var today = Mailbox.Time.GetUtcNow();
        await using var user = await ImapUser.SignInAsync(_server!, _user);
        foreach (var number in (int[])[1, 2, 3, 4])
            await user.AppendAsync(number, today.AddDays(-100 * number));
        From(today.AddDays(-150));
        (await Mailbox.SyncAsync()).Added.ShouldBe(1);

        From(today.AddDays(-250));
        var (second, stored) = (await Mailbox.SyncAsync(), await Mailbox.CountAsync());
        (second.Found, second.Added, second.Known, stored).ShouldBe((1, 1, 0, 2));
        await ShouldChangeNothingAsync();

        // Less than before: what is stored stays, and what comes now and is older is left out.
        From(today.AddDays(-150));
        await user.AppendAsync(5, today.AddDays(-200));
        (await Mailbox.SyncAsync()).Found.ShouldBe(0);
        await ShouldChangeNothingAsync();
        (await Mailbox.CountAsync()).ShouldBe(2);

        From(null);
        var last = await Mailbox.SyncAsync();
        (last.Found, last.Added, last.Known).ShouldBe((3, 3, 0));
        (await Mailbox.CountAsync()).ShouldBe(5);
        (await Mailbox.FolderAsync("INBOX")).Widening.ShouldBeFalse();
        await ShouldChangeNothingAsync();
    }

    [Fact]
    public async Task SyncAsync_StoppedWhileOlderMailIsFetched_GoesOnAndFetchesNothingTwice()
    {
        Start();
        _server!.Deliver(_user, Many(300));
        From(Mailbox.Time.GetUtcNow().AddDays(2));
        await Mailbox.SyncAsync();
        From(null);

        long found = 0;
        for (var result = SyncResult.More; result == SyncResult.More;)
        {
            var (outcome, progress) = await Mailbox.RunAsync(budget: TimeSpan.Zero);
            (result, found) = (outcome.Result, found + progress.Found);
        }

        found.ShouldBe(300);
        (await Mailbox.CountAsync()).ShouldBe(300);
        await ShouldChangeNothingAsync();
    }

    [Fact]
    public async Task SyncAsync_UnreadableMail_IsSetAsideAndTheRestGoesOn()
    {
        Start();
        _server!.Deliver(_user, [Letter(1), "no header at all\r\n\r\nnothing\r\n"u8.ToArray(), Letter(2)]);

        var progress = await Mailbox.SyncAsync();

        (progress.Found, progress.Added, progress.Quarantined).ShouldBe((3, 2, 1));
        var aside = (await Mailbox.Store.ListSetAsideAsync(Mailbox.Owner, 10, Cancellation)).ShouldHaveSingleItem();
        aside.Source.ShouldBe($"{_user}@test: INBOX, message 2");
        (await Mailbox.FolderAsync("INBOX")).Quarantined.ShouldBe(1);
        await ShouldChangeNothingAsync();
    }

    [Fact]
    public async Task SyncAsync_WrongPassword_NeedsReconnectAndIsNotTriedAgain()
    {
        Start();
        Mailbox.Password = "wrong";

        var (outcome, _) = await Mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.NeedsReconnect);
        outcome.Message!.ShouldContain("refused the password of anna");
        var state = await Mailbox.States.GetAsync(Mailbox.Owner, Mailbox.Mailbox.Id, Cancellation);
        (state.State, state.LastError, state.RetryAt).ShouldBe((SyncState.NeedsReconnect, outcome.Message, null));
        Mailbox.Password = Dovecot.Password;
        (await Mailbox.RunAsync(askedFor: false)).Outcome.Result.ShouldBe(SyncResult.NeedsReconnect);
        (await Mailbox.RunAsync(askedFor: true)).Outcome.Result.ShouldBe(SyncResult.Done);
        (await Mailbox.States.GetAsync(Mailbox.Owner, Mailbox.Mailbox.Id, Cancellation)).State.ShouldBe(SyncState.UpToDate);
    }

    [Fact]
    public async Task SyncAsync_HostThatDoesNotAnswer_IsTriedLaterWithGrowingWaits()
    {
        Start();
        Mailbox.Mailbox = Mailbox.Mailbox with { Connection = Mailbox.Mailbox.Connection! with { Port = 1 } };

        var waits = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            var (outcome, _) = await Mailbox.RunAsync();
            outcome.Result.ShouldBe(SyncResult.RetryLater);
            outcome.Message!.ShouldContain("does not answer on port 1");
            waits.Add(outcome.RetryAt!.Value - Mailbox.Time.GetUtcNow());
        }

        waits[0].ShouldBeInRange(TimeSpan.FromSeconds(22), TimeSpan.FromSeconds(38));
        waits[2].ShouldBeInRange(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(150));
        (await Mailbox.RunAsync(askedFor: false)).Outcome.Result.ShouldBe(SyncResult.RetryLater);
    }

    [Fact]
    public async Task SyncAsync_LeaseOfAnother_IsBusyAndDoesNothing()
    {
        Start();
        _server!.Deliver(_user, Many(3));
        (await Mailbox.States.AcquireAsync(Mailbox.Owner, Mailbox.Mailbox.Id, "someone else", TimeSpan.FromMinutes(5), Cancellation))
            .ShouldNotBeNull();

        var (outcome, progress) = await Mailbox.RunAsync();

        (outcome.Result, progress.Found).ShouldBe((SyncResult.Busy, 0));
        (await Mailbox.CountAsync()).ShouldBe(0);
        Mailbox.Time.Advance(TimeSpan.FromMinutes(6));
        (await Mailbox.SyncAsync()).Added.ShouldBe(3);
    }

    private void From(DateTimeOffset? since) => Mailbox.Mailbox = Mailbox.Mailbox with
    {
        Sync = Mailbox.Mailbox.Sync with { Since = since is { } day ? DateOnly.FromDateTime(day.UtcDateTime) : null },
    };

    private async Task ShouldChangeNothingAsync()
    {
        var progress = await Mailbox.SyncAsync();
        (progress.Found, progress.Added, progress.Deleted, progress.Updated, progress.Moved, progress.ToIndex).ShouldBe((0, 0, 0, 0, 0, 0));
    }

    private void Start(DovecotExtensions extensions = DovecotExtensions.All)
    {
        _server = servers.Get(extensions);
        _mailbox = new SyncedMailbox(_server.Port, _user);
    }
}
