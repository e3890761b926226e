using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Sync against servers that fail, throttle, lie or speak Gmail's extensions.</summary>
public sealed class TroubleTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;

    public TroubleTests()
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
    public async Task SyncAsync_PlainServer_SyncsAndDeletes()
    {
        (await _mailbox.SyncAsync()).Added.ShouldBe(10);
        _server.Inbox.Remove(4);

        (await _mailbox.SyncAsync()).Deleted.ShouldBe(1);

        (await _mailbox.CountAsync()).ShouldBe(9);
        _server.Commands.ShouldNotContain(static c => c.StartsWith("STORE", StringComparison.Ordinal)
            || c.StartsWith("UID STORE", StringComparison.Ordinal) || c.StartsWith("SELECT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[THROTTLED]")]
    [InlineData("[OVERQUOTA]")]
    [InlineData("[LIMIT]")]
    [InlineData("[UNAVAILABLE]")]
    public async Task SyncAsync_ServerAsksToSlowDown_WaitsLongAndKeepsWhatItHas(string code)
    {
        await _mailbox.SyncAsync();
        _server.Inbox[11] = Letter(11);
        _server.Script = (_, command) =>
            command.StartsWith("UID FETCH", StringComparison.Ordinal) ? $"{{tag}} NO {code} slow down\r\n" : null;

        var (outcome, _) = await _mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.RetryLater);
        outcome.Message!.ShouldContain("slow down");
        (outcome.RetryAt!.Value - _mailbox.Time.GetUtcNow()).ShouldBeInRange(TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(19));
        (await _mailbox.CountAsync()).ShouldBe(10);
        _server.Script = static (_, _) => null;
        (await _mailbox.SyncAsync()).Added.ShouldBe(1);
    }

    [Fact]
    public async Task SyncAsync_SignInRefusedForNow_IsTriedAgain()
    {
        _server.Script = static (_, command) =>
            command.StartsWith("LOGIN", StringComparison.Ordinal) ? "{tag} NO [UNAVAILABLE] later\r\n" : null;

        (await _mailbox.RunAsync()).Outcome.Result.ShouldBe(SyncResult.RetryLater);
    }

    [Theory]
    [InlineData("* BYE too many connections\r\n{close}")]
    [InlineData("{close}")]
    [InlineData("* OK [UNAVAILABLE\r\n{close}")]
    public async Task SyncAsync_HangsUpAtTheGreeting_IsTriedLater(string greeting)
    {
        _server.Script = (_, command) => command == "GREETING" ? greeting : null;

        (await _mailbox.RunAsync()).Outcome.Result.ShouldBe(SyncResult.RetryLater);
    }

    [Fact]
    public async Task SyncAsync_CutAnywhereInTheFetch_EndsWithEverythingOnce()
    {
        var answer = string.Concat(_server.Inbox.Keys.Select(uid => _server.Fetch(uid, "BODY.PEEK[]")));
        for (var cut = 0; cut < answer.Length; cut += 173)
        {
            using var mailbox = new SyncedMailbox(_server.Port);
            var broke = false;
            _server.Script = (_, command) =>
            {
                if (broke || !command.Contains("BODY.PEEK[]"))
                    return null;
                broke = true;
                return answer[..cut] + "{close}";
            };

            (await mailbox.RunAsync()).Outcome.Result.ShouldBe(SyncResult.Done, $"cut after {cut} bytes");

            (await mailbox.CountAsync()).ShouldBe(10);
            (await mailbox.PlacedAsync()).Count.ShouldBe(10);
            (await mailbox.Store.ListSetAsideAsync(mailbox.Owner, 10, Cancellation)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task SyncAsync_OneMailBreaksTheConnection_IsSetAsideAndTheRestComes()
    {
        _server.Script = static (_, command) =>
            command.Contains("BODY.PEEK[]") && Holds(command, 5) ? "* 5 FETCH (UID 5 BODY[] {100}\r\nhalf{close}" : null;

        var (outcome, progress) = await _mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.Done, outcome.Message);
        (progress.Added, progress.Quarantined).ShouldBe((9, 1));
        var aside = (await _mailbox.Store.ListSetAsideAsync(_mailbox.Owner, 10, Cancellation)).ShouldHaveSingleItem();
        aside.Source.ShouldEndWith("INBOX, message 5");
        aside.Reason.ShouldContain("connection breaks");
    }

    [Fact]
    public async Task SyncAsync_MailSetAsideByABrokenConnection_ComesLaterAndIsNoLongerSetAside()
    {
        _server.Script = static (_, command) =>
            command.Contains("BODY.PEEK[]") && Holds(command, 5) ? "* 5 FETCH (UID 5 BODY[] {100}\r\nhalf{close}" : null;
        await _mailbox.SyncAsync();
        _server.Script = static (_, _) => null;

        // Not before its time.
        (await _mailbox.SyncAsync()).Found.ShouldBe(0);
        _mailbox.Time.Advance(TimeSpan.FromHours(1));
        var progress = await _mailbox.SyncAsync();

        (progress.Added, progress.Quarantined).ShouldBe((1, 0));
        (await _mailbox.Store.ListSetAsideAsync(_mailbox.Owner, 10, Cancellation)).ShouldBeEmpty();
        (await _mailbox.CountAsync()).ShouldBe(10);
        var folder = await _mailbox.FolderAsync("INBOX");
        (folder.Found, folder.Fetched, folder.Quarantined, folder.Undelivered.Count).ShouldBe((10, 10, 0, 0));
        (await _mailbox.SyncAsync()).Found.ShouldBe(0);
    }

    [Fact]
    public async Task SyncAsync_MailNeverDelivered_IsAskedForLessAndLessOftenAndStaysSetAsideOnce()
    {
        _server.Script = static (_, command) =>
            command.Contains("BODY.PEEK[]") && Holds(command, 5) ? "{tag} NO cannot read message 5\r\n" : null;
        await _mailbox.SyncAsync();
        var tries = 0;
        for (var step = 0; step < 90; step++)
        {
            _mailbox.Time.Advance(TimeSpan.FromHours(6));
            var asked = _server.Commands.Count;
            await _mailbox.SyncAsync();
            if (_server.Commands.Skip(asked).Any(static c => c.Contains("BODY.PEEK[]")))
                tries++;
        }

        tries.ShouldBe(Undelivered.MaxTries - 1);
        (await _mailbox.Store.ListSetAsideAsync(_mailbox.Owner, 10, Cancellation)).ShouldHaveSingleItem();
        var folder = await _mailbox.FolderAsync("INBOX");
        (folder.Found, folder.Quarantined, folder.Undelivered.Count).ShouldBe((10, 1, 1));
    }

    [Fact]
    public async Task SyncAsync_ServerRefusesOneMail_IsSetAsideAfterASecondTry()
    {
        _server.Script = static (_, command) =>
            command.Contains("BODY.PEEK[]") && Holds(command, 5) ? "{tag} NO cannot read message 5\r\n" : null;

        var (outcome, progress) = await _mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.Done, outcome.Message);
        (progress.Added, progress.Quarantined).ShouldBe((9, 1));
        _server.Commands.Count(static c => c.StartsWith("UID FETCH 5 (UID BODY.PEEK[]", StringComparison.Ordinal)
            || c.StartsWith("UID FETCH 5 (BODY.PEEK[]", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("* SEARCH\r\n{tag} OK done\r\n")]
    [InlineData("* SEARCH 1 2 3\r\n{tag} OK done\r\n")]
    [InlineData("{tag} NO not now\r\n")]
    [InlineData("* SEARCH 1 2 {close}")]
    public async Task SyncAsync_PartialAnswerToWhatIsThere_DeletesNothing(string answer)
    {
        await _mailbox.SyncAsync();
        _server.Script = (_, command) => command.StartsWith("UID SEARCH", StringComparison.Ordinal) ? answer : null;

        await _mailbox.RunAsync();

        (await _mailbox.CountAsync()).ShouldBe(10);
    }

    [Theory]
    [InlineData("{tag} OK done\r\n")]
    [InlineData("* LIST (\\HasNoChildren) \"/\" Other\r\n{tag} OK done\r\n")]
    [InlineData("{tag} NO no list today\r\n")]
    [InlineData("* LIST (\\HasNoChi{close}")]
    public async Task SyncAsync_PartialListOfFolders_DeletesNothing(string answer)
    {
        await _mailbox.SyncAsync();
        _server.Script = (_, command) => command.StartsWith("LIST \"\" \"*\"", StringComparison.Ordinal)
            || command.StartsWith("LIST \"\" *", StringComparison.Ordinal) ? answer : null;

        await _mailbox.RunAsync();

        (await _mailbox.CountAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task SyncAsync_UidValidityZero_TouchesNothing()
    {
        await _mailbox.SyncAsync();
        _server.UidValidity = 0;

        await _mailbox.RunAsync();

        (await _mailbox.CountAsync()).ShouldBe(10);
    }

    [Theory]
    [InlineData("* 1 FETCH (UID 999 BODY[] {3}\r\nabc)\r\n{tag} OK done\r\n")]
    [InlineData("* 1 FETCH (UID 1 BODY[] {2147483647}\r\nabc{close}")]
    [InlineData("* 1 FETCH (UID 1 BODY[] {99999999999999}\r\nabc{close}")]
    [InlineData("* 1 FETCH (UID 0 BODY[] NIL)\r\n{tag} OK done\r\n")]
    [InlineData("garbage garbage garbage\r\n{close}")]
    public async Task SyncAsync_HostileFetch_StoresNothingWrong(string answer)
    {
        _server.Script = (_, command) => command.Contains("BODY.PEEK[]") ? answer : null;

        var (outcome, _) = await _mailbox.RunAsync();

        outcome.Result.ShouldBeOneOf(SyncResult.Done, SyncResult.RetryLater);
        (await _mailbox.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task SyncAsync_LeaseStolenInTheMiddle_WritesNothingMore()
    {
        var stolen = false;
        _server.Script = (_, command) =>
        {
            if (command.Contains("BODY.PEEK[]") && !stolen)
            {
                stolen = true;
                // As if this process had slept past the end of its lease.
                _mailbox.Get<MainDatabase>().Sqlite.WriteAsync(
                    static s => s.Execute("UPDATE sync_lease SET owner = 'another', fence = fence + 1"), Cancellation).GetAwaiter()
                        .GetResult();
            }

            return null;
        };

        var (outcome, _) = await _mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.Busy);
        (await _mailbox.CountAsync()).ShouldBe(0);
        (await _mailbox.States.AcquireAsync(_mailbox.Owner, _mailbox.Mailbox.Id, "third", TimeSpan.FromMinutes(1), Cancellation))
            .ShouldBeNull("the thief's lease was not given back by the one that lost it");
    }

    [Fact]
    public async Task SyncAsync_Gmail_SyncsAllMailOnceWithLabelsAsFolders()
    {
        _server.Capabilities = "IMAP4rev1 X-GM-EXT-1 SPECIAL-USE";
        _server.OtherFolders.Add("LIST (\\HasNoChildren \\All) \"/\" \"[Gmail]/All Mail\"");
        _server.OtherFolders.Add("LIST (\\HasNoChildren \\Junk) \"/\" \"[Gmail]/Spam\"");
        _server.Extra = static uid => $"X-GM-MSGID {1000 + uid} X-GM-LABELS (\"\\\\Inbox\" Travel)";
        _server.Script = (_, command) => command.StartsWith("STATUS \"[Gmail]/All Mail\"", StringComparison.Ordinal)
            ? $"* STATUS \"[Gmail]/All Mail\" (MESSAGES 10 UIDNEXT 11 UIDVALIDITY 7)\r\n{{tag}} OK done\r\n"
            : null;

        var progress = await _mailbox.SyncAsync();

        (progress.Found, progress.Added).ShouldBe((10, 10));
        (await _mailbox.OneAsync(Word(3))).Folders.ShouldBe(["INBOX", "Travel", "[Gmail]/All Mail"]);
        (await _mailbox.Get<ISyncedMail>().FindRemoteAsync(_mailbox.Owner, _mailbox.Mailbox.Id, "gm:3eb", Cancellation)).ShouldNotBeNull();

        // Another UIDVALIDITY: Gmail's own number says which mail is which, so no content is fetched.
        _server.UidValidity = 8;
        _server.Commands.Clear();
        _server.Script = (_, command) => command.StartsWith("STATUS \"[Gmail]/All Mail\"", StringComparison.Ordinal)
            ? $"* STATUS \"[Gmail]/All Mail\" (MESSAGES 10 UIDNEXT 11 UIDVALIDITY 8)\r\n{{tag}} OK done\r\n"
            : null;
        (await _mailbox.SyncAsync()).Moved.ShouldBe(10);
        _server.Commands.ShouldNotContain(static c => c.Contains("BODY.PEEK[]"));
        (await _mailbox.CountAsync()).ShouldBe(10);
    }

    private static bool Holds(string command, int uid) =>
        command.Split(' ')[2].Split(',').Select(static p => p.Split(':').Select(int.Parse).ToArray()).Any(r => r[0] <= uid && r[^1] >= uid);
}
