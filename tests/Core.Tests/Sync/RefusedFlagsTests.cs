using System.Text.RegularExpressions;
using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Servers that refuse a whole command for the sake of one message.</summary>
public sealed partial class RefusedFlagsTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;

    public RefusedFlagsTests()
    {
        for (uint uid = 1; uid <= 40; uid++)
            _server.Inbox[uid] = Letter((int)uid);
        _server.Folders["Work"] = new() { [1] = Letter(60) };
        _mailbox = new SyncedMailbox(_server.Port);
    }

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("BAD")]
    [InlineData("NO")]
    public async Task SyncAsync_FlagsOfOneMessageAreRefused_TheOthersAreReadAndItIsNamed(string answer)
    {
        await _mailbox.SyncAsync();
        _server.Flags = static _ => "\\Flagged";
        _server.Inbox.Remove(7);
        Refuse("FLAGS", answer, 13);
        var asked = _server.Commands.Count;

        var (outcome, progress) = await _mailbox.RunAsync();

        outcome.ShouldBe(new SyncOutcome(
            SyncResult.Done, "The mail server does not tell the flags of message 13 in \"INBOX\"; all else is synced."));
        (progress.Updated, progress.Deleted).ShouldBe((39, 1));
        (await _mailbox.PlacedAsync()).Where(static p => p.Flags != MailFlags.Flagged).Select(static p => p.Uid).ShouldBe([13u]);
        _server.Commands.Skip(asked).Count(static c => c.StartsWith("UID FETCH", StringComparison.Ordinal)).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task SyncAsync_OneNewMessageIsNotDescribed_IsSetAsideAndTheRestComes()
    {
        Refuse("RFC822.SIZE", "BAD", 13);

        var (outcome, progress) = await _mailbox.RunAsync();

        outcome.Result.ShouldBe(SyncResult.Done, outcome.Message);
        (progress.Added, progress.Quarantined).ShouldBe((40, 1));
        var aside = (await _mailbox.Store.ListSetAsideAsync(_mailbox.Owner, 10, TestContext.Current.CancellationToken))
            .ShouldHaveSingleItem();
        (aside.Source, aside.Reason).ShouldBe(("anna@test: INBOX, message 13", "the server refuses to tell of it"));
        _server.Script = static (_, _) => null;
        _mailbox.Time.Advance(TimeSpan.FromHours(1));
        (await _mailbox.SyncAsync()).Added.ShouldBe(1);
    }

    [Fact]
    public async Task SyncAsync_FlagsOfAllMessagesAreRefused_TheFolderIsNamedAndTheOthersAreSynced()
    {
        await _mailbox.SyncAsync();
        _server.Folders["Work"][2] = Letter(61);
        _server.Script = static (_, command) => command.StartsWith("UID FETCH", StringComparison.Ordinal)
            && command.EndsWith("FLAGS)", StringComparison.Ordinal)
            && !command.StartsWith("UID FETCH 1 (", StringComparison.Ordinal) ? "{tag} BAD no\r\n" : null;

        var (outcome, progress) = await _mailbox.RunAsync();

        progress.Added.ShouldBe(1);
        outcome.Message!.ShouldContain("\"INBOX\"");
    }

    [Fact]
    public async Task SyncAsync_ChangesSinceAreRefused_ComparesFlagByFlag()
    {
        _server.Capabilities = "IMAP4rev1 CONDSTORE";
        var changes = 5;
        _server.Script = (_, command) => command.StartsWith("EXAMINE INBOX", StringComparison.Ordinal)
            ? $"* {_server.Inbox.Count} EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 41] ok\r\n* OK [HIGHESTMODSEQ {changes}] "
                + $"ok\r\n{{tag}} OK [READ-ONLY] done\r\n"
            : command.Contains("CHANGEDSINCE") ? "{tag} BAD what is that\r\n" : null;
        await _mailbox.SyncAsync();
        changes++;
        _server.Flags = static _ => "\\Flagged";
        _server.Inbox.Remove(7);

        var progress = await _mailbox.SyncAsync();

        progress.Deleted.ShouldBe(1);
        (await _mailbox.PlacedAsync()).ShouldAllBe(static p => p.Flags == MailFlags.Flagged);
    }

    [Fact]
    public async Task SyncAsync_FirstSyncOfSeveralFolders_CountsEachMailOnce()
    {
        for (uint uid = 41; uid <= 500; uid++)
            _server.Inbox[uid] = Letter(100 + (int)uid);
        var progress = new SyncProgress();
        var most = 0L;
        _server.Script = (_, command) =>
        {
            if (command.StartsWith("UID", StringComparison.Ordinal))
                most = Math.Max(most, progress.Found + progress.ToFetch);
            return null;
        };
        await _mailbox.Get<Core.Mailboxes.IMailboxStore>()
            .SaveAsync(_mailbox.Owner, _mailbox.Mailbox, TestContext.Current.CancellationToken);

        var request = new SyncRequest("test", TimeSpan.FromMinutes(4));
        await _mailbox.Get<SyncMailbox>()
            .SyncAsync(_mailbox.Owner, _mailbox.Mailbox.Id, request, progress, TestContext.Current.CancellationToken);

        (most, progress.Found, progress.ToFetch).ShouldBe((501, 501, 0));
    }

    private void Refuse(string item, string answer, int uid) => _server.Script = (_, command) =>
        command.StartsWith("UID FETCH", StringComparison.Ordinal) && command.Contains(item)
            && Uids().Match(command).Groups[1].Value.Split(',')
            .Select(static p => p.Split(':').Select(int.Parse).ToArray()).Any(r => r[0] <= uid && r[^1] >= uid)
            ? $"{{tag}} {answer} message {uid} is corrupt\r\n"
            : null;

    [GeneratedRegex("^UID FETCH ([0-9:,]+) ")]
    private static partial Regex Uids();
}
