using System.Text;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Servers that refuse folders, count wrong, number anew or name what is not there.</summary>
public sealed class FolderTroubleTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;

    public FolderTroubleTests()
    {
        for (uint uid = 1; uid <= 10; uid++)
            _server.Inbox[uid] = Letter((int)uid);
        _mailbox = new SyncedMailbox(_server.Port);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task SyncAsync_FolderMayNotBeRead_TheOthersAreSyncedAndItEnds()
    {
        _server.Folders["Shared"] = new() { [1] = Letter(20) };
        _server.Folders["Work"] = new() { [1] = Letter(21) };
        _server.Script = static (_, command) => IsFor(command, "Shared", "STATUS", "EXAMINE") ? "{tag} NO [NOPERM] not yours\r\n" : null;

        var (outcome, progress) = await _mailbox.RunAsync();

        (outcome.Result, progress.Added).ShouldBe((SyncResult.Done, 11));
        outcome.Message.ShouldBe("The folder \"Shared\" cannot be opened; the others are synced.");
        (await _mailbox.RunAsync()).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task SyncAsync_SeveralFoldersMayNotBeRead_AllAreNamed()
    {
        _server.Folders["Shared"] = new() { [1] = Letter(20) };
        _server.Folders["Alien"] = new() { [1] = Letter(21) };
        _server.Folders["Work"] = new() { [1] = Letter(22) };
        _server.Script = static (_, command) =>
            IsFor(command, "Shared", "STATUS", "EXAMINE") || IsFor(command, "Alien", "STATUS", "EXAMINE")
                ? "{tag} NO [NOPERM] not yours\r\n"
                : null;

        var (outcome, _) = await _mailbox.RunAsync();

        outcome.Message.ShouldBe("The folders \"Alien\", \"Shared\" cannot be opened; the others are synced.");
    }

    [Fact]
    public async Task SyncAsync_FolderCanBeOpenedButNotSearched_TheOthersAreSyncedAndItIsTriedLater()
    {
        _server.Folders["Broken"] = new() { [1] = Letter(20) };
        _server.Folders["Work"] = new() { [1] = Letter(21) };
        var open = "";
        _server.Script = (_, command) =>
        {
            if (command.StartsWith("EXAMINE", StringComparison.Ordinal))
                open = command;
            return command.StartsWith("UID SEARCH", StringComparison.Ordinal) && open.Contains("Broken") ? "{tag} NO corrupt\r\n" : null;
        };

        var (outcome, progress) = await _mailbox.RunAsync();

        (outcome.Result, progress.Added).ShouldBe((SyncResult.RetryLater, 11));
        outcome.Message!.ShouldStartWith("The folder \"Broken\" cannot be read now; the others are synced.");
        _server.Script = static (_, _) => null;
        (await _mailbox.SyncAsync()).Added.ShouldBe(1);
    }

    [Fact]
    public async Task SyncAsync_InboxWithoutUidValidity_IsTriedLaterAndTouchesNothing()
    {
        await _mailbox.SyncAsync();
        _server.UidValidity = 0;

        (await _mailbox.RunAsync()).Outcome.Result.ShouldBe(SyncResult.RetryLater);

        (await _mailbox.CountAsync()).ShouldBe(10);
    }

    [Theory]
    [InlineData("* SEARCH 1 2 3\r\n{tag} OK done\r\n")]
    [InlineData("* SEARCH\r\n{tag} OK done\r\n")]
    [InlineData("* SEARCH 1 2 3\r\n* SEARCH 4 5\r\n* SEARCH 6 7 8 9 10\r\n{tag} OK done\r\n")]
    public async Task SyncAsync_SearchOfAFirstSyncFindsLessThanThereIs_LosesNothing(string answer)
    {
        _server.Script = (_, command) => command.StartsWith("UID SEARCH", StringComparison.Ordinal) ? answer : null;

        (await _mailbox.SyncAsync()).Added.ShouldBe(10);

        (await _mailbox.SyncAsync()).Deleted.ShouldBe(0);
    }

    [Fact]
    public async Task SyncAsync_NeitherSearchNorFetchTellsAll_DeletesNothingAndIsTriedLater()
    {
        await _mailbox.SyncAsync();
        _server.Script = static (_, command) => command.StartsWith("UID SEARCH", StringComparison.Ordinal)
            ? "* SEARCH 1 2 3\r\n{tag} OK done\r\n"
            : command.EndsWith("(UID)", StringComparison.Ordinal) || command.EndsWith("UID", StringComparison.Ordinal)
            ? "{tag} OK done\r\n"
            : null;

        var (outcome, _) = await _mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.RetryLater);
        outcome.Message!.ShouldContain("incomplete list");
        (await _mailbox.CountAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task SyncAsync_SearchNamesBillions_IsTriedLaterAndTouchesNothing()
    {
        await _mailbox.SyncAsync();
        _server.Capabilities = "IMAP4rev1 ESEARCH";
        _server.Script = static (_, command) => command.StartsWith("UID SEARCH", StringComparison.Ordinal)
            ? "* ESEARCH (TAG \"{tag}\") UID ALL 1:4294967295\r\n{tag} OK done\r\n"
            : null;

        (await _mailbox.RunAsync()).Outcome.Result.ShouldBe(SyncResult.RetryLater);

        (await _mailbox.CountAsync()).ShouldBe(10);
    }

    [Theory]
    [InlineData("1:4294967295", 10)]
    [InlineData("7,3:4,1000000:4294967295", 3)]
    [InlineData("4,7:8", 3)]
    public async Task SyncAsync_VanishedNamesMoreThanThereWas_RemovesWhatIsGone(string vanished, int gone)
    {
        _server.Capabilities = "IMAP4rev1 ENABLE CONDSTORE QRESYNC";
        var changes = 5;
        _server.Script = (_, command) => command.StartsWith("EXAMINE", StringComparison.Ordinal)
            ? $"* {_server.Inbox.Count} EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 11] ok\r\n* OK [HIGHESTMODSEQ {changes}] "
                + $"ok\r\n{{tag}} OK [READ-ONLY] done\r\n"
            : command.Contains("CHANGEDSINCE") ? $"* VANISHED (EARLIER) {vanished}\r\n{{tag}} OK done\r\n"
            : command.StartsWith("ENABLE", StringComparison.Ordinal) ? "* ENABLED QRESYNC\r\n{tag} OK done\r\n"
            : null;
        await _mailbox.SyncAsync();
        changes = 6;
        foreach (var uid in _server.Inbox.Keys.Where(u => gone == 10 || (vanished.StartsWith('7') ? u is 3 or 4 or 7 : u is 4 or 7 or 8))
            .ToList())
            _server.Inbox.Remove(uid);

        (await _mailbox.SyncAsync()).Deleted.ShouldBe(gone);

        (await _mailbox.CountAsync()).ShouldBe(10 - gone);
    }

    [Fact]
    public async Task SyncAsync_FolderIsRemovedAndMadeAgainUnderTheSameUidValidity_FollowsIt()
    {
        await _mailbox.SyncAsync();
        var before = (await _mailbox.OneAsync(Word(9))).Message.Id;
        var embedded = _mailbox.Models.Embedded;
        _server.Inbox.Clear();
        _server.Inbox[1] = Letter(30);
        _server.Inbox[2] = Letter(9);
        _server.Inbox[3] = Letter(31);

        var progress = await _mailbox.SyncAsync();

        (progress.Added, progress.Moved, progress.Deleted).ShouldBe((2, 1, 9));
        (await _mailbox.PlacedAsync()).Select(static p => p.Uid).ShouldBe([1u, 2u, 3u]);
        (await _mailbox.OneAsync(Word(9))).Message.Id.ShouldBe(before);
        (await _mailbox.FindAsync(Word(1))).ShouldBeEmpty();
        _mailbox.Models.Embedded.ShouldBe(embedded + 2);
        (await _mailbox.SyncAsync()).Found.ShouldBe(0);
        _server.Inbox[4] = Letter(32);
        (await _mailbox.SyncAsync()).Added.ShouldBe(1);
    }

    [Fact]
    public async Task SyncAsync_SameNumberHoldsAnotherMailAfterAKill_TheFormerIsNotLeftBehind()
    {
        // As if it had been stopped between storing a batch and its checkpoint; the server words the mail anew each time.
        await _mailbox.SyncAsync();
        var folder = await _mailbox.FolderAsync("INBOX");
        var lease = (await _mailbox.States.AcquireAsync(_mailbox.Owner, _mailbox.Mailbox.Id, "test", TimeSpan.FromMinutes(1), Cancellation))
            .ShouldNotBeNull();
        await _mailbox.States.SaveFolderAsync(
            _mailbox.Owner, lease, folder with { Pending = [new UidRange(5, 5)] }, Cancellation);
        await _mailbox.States.ReleaseAsync(_mailbox.Owner, lease, Cancellation);
        _server.Inbox[5] = Letter(50);

        await _mailbox.SyncAsync();

        (await _mailbox.CountAsync()).ShouldBe(10);
        (await _mailbox.OneAsync(Word(50))).Folders.ShouldBe(["INBOX"]);
        _mailbox.Time.Advance(TimeSpan.FromMinutes(5));
        await _mailbox.Get<Core.Indexing.SweepUnindexed>().SweepAsync(Cancellation);
        await _mailbox.IndexAsync();
        (await _mailbox.FindAsync(Word(5))).ShouldBeEmpty();
    }

    [Fact]
    public async Task SyncAsync_HeadersOfManyMegabytesWhereMovesAreLookedFor_FetchesWholeInstead()
    {
        await _mailbox.SyncAsync();
        _server.UidValidity = 8;
        var answer = $"* 1 FETCH (UID 10 BODY[HEADER] {{20000000}}\r\nX-Long: {new string('x', 100_000)}";
        var asked = 0;
        _server.Script = (_, command) =>
        {
            if (!command.Contains("BODY.PEEK[HEADER]"))
                return null;
            asked++;
            return answer;
        };

        var progress = await _mailbox.SyncAsync();

        (asked, progress.Added, progress.Moved, progress.Deleted, await _mailbox.CountAsync()).ShouldBe((1, 0, 10, 0, 10));
    }

    [Fact]
    public async Task SyncAsync_ServerMeetsAFaultOfItsOwnAtOneMail_TheOthersCome()
    {
        _server.Script = static (_, command) => command.Contains("BODY.PEEK[]") && Holds(command, 5)
            ? "{tag} NO [SERVERBUG] Internal error occurred.\r\n"
            : null;

        var (outcome, progress) = await _mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.Done, outcome.Message);
        (progress.Added, progress.Quarantined).ShouldBe((9, 1));
    }

    [Fact]
    public async Task SyncAsync_ServerDeliversNoMailAtAll_IsTriedLaterAndSetsNothingAside()
    {
        for (uint uid = 11; uid <= 60; uid++)
            _server.Inbox[uid] = Letter((int)uid);
        _server.Script = static (_, command) => command.Contains("BODY.PEEK[]") ? "{tag} NO not today\r\n" : null;

        var (outcome, _) = await _mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.RetryLater);
        (await _mailbox.Store.ListSetAsideAsync(_mailbox.Owner, 100, Cancellation)).ShouldBeEmpty();
        _server.Script = static (_, _) => null;
        (await _mailbox.SyncAsync()).Added.ShouldBe(60);
    }

    [Fact]
    public async Task SyncAsync_AnotherMailGoesInTheMidstOfAnAnswer_LosesNothing()
    {
        // UIDs 6 to 10 are new; mail 1 goes while they are described, so that their numbers shift.
        for (uint uid = 6; uid <= 10; uid++)
            _server.Inbox.Remove(uid);
        await _mailbox.SyncAsync();
        for (uint uid = 6; uid <= 10; uid++)
            _server.Inbox[uid] = Letter((int)uid);
        var isFirst = true;
        _server.Script = (_, command) =>
        {
            if (!isFirst || !command.Contains("RFC822.SIZE"))
                return null;
            isFirst = false;
            var answer = new StringBuilder();
            foreach (var uid in (uint[])[6, 7])
                answer.Append(_server.Fetch(uid, command));
            _server.Inbox.Remove(1);
            answer.Append("* 1 EXPUNGE\r\n");
            foreach (var uid in (uint[])[8, 9, 10])
                answer.Append(_server.Fetch(uid, command));
            return answer.Append("{tag} OK done\r\n").ToString();
        };

        (await _mailbox.SyncAsync()).Added.ShouldBe(5);

        isFirst.ShouldBeFalse();
        await _mailbox.SyncAsync();
        (await _mailbox.PlacedAsync()).Select(static p => p.Uid).ShouldBe([2u, 3u, 4u, 5u, 6u, 7u, 8u, 9u, 10u]);
    }

    [Fact]
    public async Task SyncAsync_ServerSaysNothingOfUseForLong_IsGivenUpAndTriedLater()
    {
        using var ended = new CancellationTokenSource();
        _server.Script = (_, command) =>
        {
            while (command.StartsWith("UID SEARCH", StringComparison.Ordinal) && !ended.IsCancellationRequested)
            {
                _mailbox.Time.Advance(SyncMailbox.LeaseDuration / 4);
                Thread.Yield();
            }

            return null;
        };

        var (outcome, _) = await _mailbox.RunOnlyAsync(null, askedFor: true, "test", Cancellation);
        await ended.CancelAsync();

        outcome.Result.ShouldBe(SyncResult.RetryLater);
        outcome.Message!.ShouldContain("a quarter of an hour");
    }

    [Fact]
    public async Task SyncAsync_LeaseAndRetryWereNotedByAClockFarAhead_DoNotKeepTheMailboxWaiting()
    {
        await _mailbox.SyncAsync();
        await _mailbox.Get<Embedded.Storage.MainDatabase>().Sqlite.WriteAsync(
            static s => s.Execute(
                "UPDATE sync_lease SET owner = 'another', expires_at = 99999999999999; UPDATE sync_mailbox SET state = 'Retrying', "
                    + "retry_at = 99999999999999"),
            Cancellation);

        (await _mailbox.RunAsync(askedFor: false, holder: "third")).Outcome.Result.ShouldBe(SyncResult.Done);
    }

    [Fact]
    public async Task SyncAsync_NamesThatAreNoUsualOnes_AreCleanAndToldApart()
    {
        _server.OtherFolders.Add("LIST () \".\" \"a.b\"");
        _server.OtherFolders.Add("LIST () \".\" \"a/b\"");
        _server.OtherFolders.Add("LIST () \".\" \"&ABs-[31mred\"");
        _server.OtherFolders.Add("LIST () NIL \"flat.name\"");

        await _mailbox.SyncAsync();

        (await _mailbox.States.ListFoldersAsync(_mailbox.Owner, _mailbox.Mailbox.Id, Cancellation)).Select(static f => f.Name)
            .ShouldBe(["INBOX", "a%2Fb", "a/b", "flat.name", "\uFFFD[31mred"], ignoreOrder: true);
    }

    private static bool IsFor(string command, string folder, params string[] verbs) =>
        verbs.Any(v => command.StartsWith(v, StringComparison.Ordinal)) && command.Contains(folder);

    private static bool Holds(string command, int uid) =>
        command.Split(' ')[2].Split(',').Select(static p => p.Split(':').Select(int.Parse).ToArray()).Any(r => r[0] <= uid && r[^1] >= uid);
}
