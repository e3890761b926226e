using System.Text;
using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;
using MailKit;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>What people and servers do to whole folders, on a real Dovecot.</summary>
public sealed class FolderTests(DovecotServers servers) : IClassFixture<DovecotServers>, IDisposable
{
    /// <summary>More than one batch.</summary>
    private const int Many = 300;

    private readonly string _user = $"anna-{Guid.NewGuid():n}";
    private Dovecot? _server;
    private SyncedMailbox? _mailbox;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SyncedMailbox Mailbox => _mailbox!;

    private Dovecot Server => _server!;

    public void Dispose() => _mailbox?.Dispose();

    [Theory]
    [InlineData("All")]
    [InlineData("Plain")]
    public async Task SyncAsync_FolderOfManyBatchesIsRenamed_EmbedsAndDeletesNothing(string extensions)
    {
        Start(extensions);
        Server.Deliver(_user, Letters.Many(Many), "Old");
        await using var user = await ImapUser.SignInAsync(Server, _user);
        await Mailbox.SyncAsync();
        var embedded = Mailbox.Models.Embedded;
        await user.RenameAsync("Old", "New");

        var progress = await Mailbox.SyncAsync();

        (progress.Added, progress.Moved, progress.Deleted).ShouldBe((0, Many, 0));
        (Mailbox.Models.Embedded, (await Mailbox.FolderAsync("New")).Fetched, await Mailbox.CountAsync()).ShouldBe((embedded, 0, Many));
        (await Mailbox.OneAsync(Word(3))).Folders.ShouldBe(["New"]);
    }

    /// <summary>As some servers keep mail that came from an mbox.</summary>
    [Theory]
    [InlineData("From ")]
    [InlineData(">From ")]
    public async Task SyncAsync_FolderOfMailWithAnMboxLineIsRenamed_FetchesNothingAgain(string line)
    {
        Start("Plain");
        Server.Deliver(_user, Letters.Many(3)
            .Select(m => (byte[])[.. Encoding.ASCII.GetBytes($"{line}anna@example.com Mon Mar  4 10:00:00 2024\r\n"), .. m]), "Old");
        await using var user = await ImapUser.SignInAsync(Server, _user);
        await Mailbox.SyncAsync();
        await user.RenameAsync("Old", "New");

        var progress = await Mailbox.SyncAsync();

        (progress.Added, progress.Moved, progress.Deleted).ShouldBe((0, 3, 0));
        ((await Mailbox.FolderAsync("New")).Fetched, await Mailbox.CountAsync()).ShouldBe((0, 3));
        (await Mailbox.OneAsync(Word(1))).Folders.ShouldBe(["New"]);
    }

    [Theory]
    [InlineData("All")]
    [InlineData("Plain")]
    public async Task SyncAsync_ManyBatchesAreMovedToANewFolderInShortTurns_EmbedsAndDeletesNothing(string extensions)
    {
        Start(extensions);
        Server.Deliver(_user, Letters.Many(Many));
        await using var user = await ImapUser.SignInAsync(Server, _user);
        await Mailbox.SyncAsync();
        var embedded = Mailbox.Models.Embedded;
        await user.CreateAsync("Projects");
        await user.MoveAsync(await user.UidsAsync(), "Projects");

        long moved = 0;
        var runs = 0;
        for (var result = SyncResult.More; result == SyncResult.More; runs++)
        {
            var (outcome, progress) = await Mailbox.RunAsync(budget: TimeSpan.Zero);
            (result, moved) = (outcome.Result, moved + progress.Moved);
            (progress.Added, progress.Deleted, await Mailbox.CountAsync()).ShouldBe((0, 0, Many), $"run {runs}");
        }

        runs.ShouldBeGreaterThan(1);
        (moved, Mailbox.Models.Embedded, (await Mailbox.FolderAsync("Projects")).Fetched).ShouldBe((Many, embedded, 0));
        (await Mailbox.PlacedAsync()).ShouldBeEmpty();
        (await Mailbox.SyncAsync()).Found.ShouldBe(0);
    }

    [Fact]
    public async Task SyncAsync_OtherUidValidityAndMailMovedMeanwhile_EmbedsAndDeletesNothing()
    {
        Start("All");
        Server.Deliver(_user, Letters.Many(Many));
        await Mailbox.SyncAsync();
        var embedded = Mailbox.Models.Embedded;
        await using (var user = await ImapUser.SignInAsync(Server, _user))
        {
            await user.CreateAsync("Zoo");
            await user.MoveAsync([.. (await user.UidsAsync()).Take(200)], "Zoo");
        }

        Server.ForgetUids(_user);
        var progress = await Mailbox.SyncAsync();

        (progress.Added, progress.Deleted, Mailbox.Models.Embedded, await Mailbox.CountAsync()).ShouldBe((0, 0, embedded, Many));
        (await Mailbox.PlacedAsync()).Count.ShouldBe(Many - 200);
        (await Mailbox.PlacedAsync("Zoo")).Count.ShouldBe(200);
    }

    [Fact]
    public async Task SyncAsync_FolderIsDeletedByMovingItToTheTrash_LeavesStoreAndIndex()
    {
        Start("All");
        await using var user = await ImapUser.SignInAsync(Server, _user);
        await user.CreateAsync("Doomed");
        await user.AppendAsync(1, "Doomed");
        await user.AppendAsync(2);
        await user.AppendAsync(3, "Trash");
        await Mailbox.SyncAsync();
        await user.CreateAsync("Trash/Older");
        await user.AppendAsync(4, "Trash/Older");
        await user.MoveFolderAsync("Doomed", "Trash");

        (await Mailbox.SyncAsync()).Deleted.ShouldBe(1);

        (await Mailbox.FindAsync("common")).Count.ShouldBe(1);
        (await Mailbox.OneAsync(Word(2))).Folders.ShouldBe(["INBOX"]);
    }

    [Fact]
    public async Task SyncAsync_FolderOfAPersonsOwnWithAUsualName_IsSynced()
    {
        Start("All");
        await using var user = await ImapUser.SignInAsync(Server, _user);
        await user.CreateAsync("Customers");
        foreach (var (name, number) in ((string, int)[])[("Customers/Drafts", 1), ("Customers/Spam", 2), ("Drafts", 3)])
        {
            await user.CreateAsync(name);
            await user.AppendAsync(number, name);
        }

        await Mailbox.SyncAsync();

        (await Mailbox.OneAsync(Word(1))).Folders.ShouldBe(["Customers/Drafts"]);
        (await Mailbox.OneAsync(Word(2))).Folders.ShouldBe(["Customers/Spam"]);
        (await Mailbox.FindAsync(Word(3))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("All")]
    [InlineData("NoQuickResync")]
    public async Task SyncAsync_ServerCountsItsChangesFromTheBeginning_FollowsWhatChangedMeanwhile(string extensions)
    {
        Start(extensions);
        Server.Deliver(_user, Letters.Many(6));
        IList<UniqueId> uids;
        await using (var user = await ImapUser.SignInAsync(Server, _user))
        {
            uids = await user.UidsAsync();
            for (var i = 0; i < 20; i++)
                await user.FlagAsync(uids[i % 3], i % 2 == 0 ? MessageFlags.Seen : MessageFlags.Answered);
            await Mailbox.SyncAsync();
            await user.FlagAsync(uids[5], MessageFlags.Flagged);
            await user.DeleteAsync([uids[4]]);
        }

        var before = (await Mailbox.FolderAsync("INBOX")).HighestModSeq;
        Server.ForgetChanges(_user);
        var progress = await Mailbox.SyncAsync();

        (await Mailbox.FolderAsync("INBOX")).HighestModSeq.ShouldBeLessThan(before);
        (progress.Deleted, progress.Updated).ShouldBe((1, 1));
        await using var after = await ImapUser.SignInAsync(Server, _user);
        await Agreement.ShouldHoldAsync(Mailbox, await after.ReadAllAsync(), new HashSet<int>(), "counted anew");
    }

    [Fact]
    public async Task SyncAsync_LessIsWantedThanIsStoredAndTheFolderIsNumberedAnew_KeepsWhatIsStored()
    {
        Start("All");
        var today = Mailbox.Time.GetUtcNow();
        await using (var user = await ImapUser.SignInAsync(Server, _user))
        {
            foreach (var number in (int[])[1, 2, 3])
                await user.AppendAsync(number, today.AddDays(-100 * number));
            await Mailbox.SyncAsync();
            Mailbox.Mailbox = Mailbox.Mailbox with
            {
                Sync = Mailbox.Mailbox.Sync with { Since = DateOnly.FromDateTime(today.AddDays(-150).UtcDateTime) },
            };
            await user.AppendAsync(4, today.AddDays(-400));
        }

        Server.ForgetUids(_user);
        var progress = await Mailbox.SyncAsync();

        (progress.Added, progress.Deleted, await Mailbox.CountAsync()).ShouldBe((0, 0, 3));
        (await Mailbox.PlacedAsync()).Count.ShouldBe(3);
        (await Mailbox.SyncAsync()).Found.ShouldBe(0);
    }

    [Fact]
    public async Task SyncAsync_Since_TakesTheWholeDay()
    {
        Start("All");
        var day = new DateTimeOffset(2024, 3, 10, 0, 0, 0, TimeSpan.Zero);
        await using var user = await ImapUser.SignInAsync(Server, _user);
        await user.AppendAsync(1, day.AddDays(-1).AddHours(12));
        await user.AppendAsync(2, day.AddHours(12));
        await user.AppendAsync(3, day.AddDays(1).AddHours(12));
        Mailbox.Mailbox = Mailbox.Mailbox with { Sync = Mailbox.Mailbox.Sync with { Since = new DateOnly(2024, 3, 10) } };

        (await Mailbox.SyncAsync()).Added.ShouldBe(2);

        (await Mailbox.FindAsync(Word(1))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("All")]
    [InlineData("Plain")]
    public async Task SyncAsync_MailThatWasSetAsideIsDeletedOnTheServer_IsForgotten(string extensions)
    {
        Start(extensions);
        Server.Deliver(_user, [Letter(1), Encoding.ASCII.GetBytes("no header at all\r\n\r\nnothing\r\n"), Letter(2)]);
        await using var user = await ImapUser.SignInAsync(Server, _user);
        await Mailbox.SyncAsync();
        (await Mailbox.Store.ListSetAsideAsync(Mailbox.Owner, 10, Cancellation)).ShouldHaveSingleItem();
        await user.DeleteAsync([(await user.UidsAsync())[1]]);

        await Mailbox.SyncAsync();

        (await Mailbox.Store.ListSetAsideAsync(Mailbox.Owner, 10, Cancellation)).ShouldBeEmpty();
        (await Mailbox.FolderAsync("INBOX")).Quarantined.ShouldBe(0);
        (await Mailbox.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task SyncAsync_FolderWithMailThatWasSetAsideIsNumberedAnewAndRemoved_ForgetsItAtTheEnd()
    {
        Start("All");
        await using (var user = await ImapUser.SignInAsync(Server, _user))
            await user.CreateAsync("Odd");
        Server.Deliver(_user, [Encoding.ASCII.GetBytes("no header at all\r\n\r\nnothing\r\n")], "Odd");
        await Mailbox.SyncAsync();
        Server.ForgetUids(_user, "Odd");
        await Mailbox.SyncAsync();
        (await Mailbox.Store.ListSetAsideAsync(Mailbox.Owner, 10, Cancellation)).ShouldHaveSingleItem();

        await using (var user = await ImapUser.SignInAsync(Server, _user))
            await user.RemoveAsync("Odd");
        await Mailbox.SyncAsync();

        (await Mailbox.Store.ListSetAsideAsync(Mailbox.Owner, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SyncAsync_OneOfTheFoldersAskedForIsNotThere_SyncsTheOthersAndSaysSo()
    {
        Start("All", "INBOX", "Nowhere");
        Server.Deliver(_user, Letters.Many(2));

        var (outcome, progress) = await Mailbox.RunAsync();

        (outcome.Result, progress.Added).ShouldBe((SyncResult.Done, 2));
        outcome.Message.ShouldBe("The mailbox has no folder \"Nowhere\"; it has \"Archive\", \"INBOX\", \"Sent\", \"Trash\".");
        (await Mailbox.States.GetAsync(Mailbox.Owner, Mailbox.Mailbox.Id, Cancellation)).LastError.ShouldBe(outcome.Message);
    }

    [Fact]
    public async Task SyncAsync_TheOnlyFolderAskedForIsRemoved_ItsMailGoesAndAPersonIsAsked()
    {
        Start("All", "Projects");
        await using var user = await ImapUser.SignInAsync(Server, _user);
        await user.CreateAsync("Projects");
        await user.AppendAsync(1, "Projects");
        await Mailbox.SyncAsync();
        await user.RemoveAsync("Projects");

        var (outcome, progress) = await Mailbox.RunAsync();

        (outcome.Result, progress.Deleted, await Mailbox.CountAsync()).ShouldBe((SyncResult.NeedsReconnect, 1, 0));
        outcome.Message!.ShouldStartWith("The mailbox has none of the folders asked for; it has ");
    }

    private void Start(string extensions, params string[] folders)
    {
        _server = servers.Get(Enum.Parse<DovecotExtensions>(extensions));
        _mailbox = new SyncedMailbox(_server.Port, _user, Core.Mailboxes.SyncChoice.Default with { Folders = folders });
    }
}
