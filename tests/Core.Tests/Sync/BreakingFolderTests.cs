using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Folders that break the connection when they are opened or read.</summary>
public sealed class BreakingFolderTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;

    public BreakingFolderTests()
    {
        for (uint uid = 1; uid <= 10; uid++)
            _server.Inbox[uid] = Letter((int)uid);
        _server.Folders["Bad"] = new() { [1] = Letter(20) };
        _server.Folders["Work"] = new() { [1] = Letter(21) };
        _mailbox = new SyncedMailbox(_server.Port);
    }

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("EXAMINE")]
    [InlineData("UID FETCH")]
    [InlineData("UID SEARCH")]
    public async Task SyncAsync_OneFolderBreaksTheConnection_OthersAreSyncedAndItIsNamed(string verb)
    {
        Break(verb, "Bad");

        var (outcome, progress) = await _mailbox.RunAsync();

        (outcome.Result, progress.Added).ShouldBe((SyncResult.RetryLater, 11));
        outcome.Message!.ShouldStartWith("The folder \"Bad\" cannot be read now; the others are synced. ");
        var trouble = (await _mailbox.FolderAsync("Bad")).Trouble.ShouldNotBeNull();
        (trouble.Tries, trouble.Reason).ShouldBe((1, outcome.Message));
        _server.Connections.ShouldBe(3);
    }

    [Theory]
    [InlineData("EXAMINE", false)]
    [InlineData("UID FETCH", true)]
    public async Task SyncAsync_FolderThatWasReadBreaksTheConnection_DeletionsElsewhereAreCarriedOut(string verb, bool hasNew)
    {
        await _mailbox.SyncAsync();
        Break(verb, "Bad");
        if (hasNew)
        {
            // Mail may have been moved there: one run waits whether it can be read after all.
            _server.Folders["Bad"][2] = Letter(22);
            await _mailbox.RunAsync();
        }

        _server.Inbox.Remove(3);
        _server.Folders["Work"].Clear();
        var (_, progress) = await _mailbox.RunAsync();

        progress.Deleted.ShouldBe(2);
        (await _mailbox.FindAsync(Word(3))).ShouldBeEmpty();
        (await _mailbox.OneAsync(Word(20))).Folders.ShouldBe(["Bad"]);
    }

    [Fact]
    public async Task SyncAsync_MailMovedIntoAFolderThatBreaksOnce_IsTheSameMessage()
    {
        await _mailbox.SyncAsync();
        var before = (await _mailbox.OneAsync(Word(3))).Message.Id;
        var embedded = _mailbox.Models.Embedded;
        Break("EXAMINE", "Bad");
        _server.Inbox.Remove(3);
        _server.Folders["Bad"][2] = Letter(3);

        (await _mailbox.RunAsync()).Progress.Deleted.ShouldBe(0);
        _server.Script = static (_, _) => null;
        var progress = await _mailbox.SyncAsync();

        (progress.Added, progress.Moved, progress.Deleted).ShouldBe((0, 1, 0));
        (await _mailbox.OneAsync(Word(3))).Message.Id.ShouldBe(before);
        (await _mailbox.FolderAsync("Bad")).Trouble.ShouldBeNull();
        _mailbox.Models.Embedded.ShouldBe(embedded);
    }

    [Theory]
    [InlineData("EXAMINE", true)]
    [InlineData("UID FETCH", false)]
    public async Task SyncAsync_FolderBreaksTheConnectionForLong_IsTriedLessAndLessOftenAndTheOthersKeepTheirRhythm(
        string verb, bool wasRead)
    {
        if (wasRead)
            await _mailbox.SyncAsync();
        Break(verb, "Bad");
        await _mailbox.RunAsync();
        var (runs, tries) = (0, 0);
        for (uint hour = 0; hour < 48; hour++)
        {
            _server.Inbox[11 + hour] = Letter(30 + (int)hour);
            _mailbox.Time.Advance(TimeSpan.FromMinutes(59));
            var asked = _server.Commands.Count;
            var (outcome, progress) = await _mailbox.RunAsync(askedFor: false);
            if (outcome.Result == SyncResult.RetryLater)
                outcome.Message!.ShouldContain("\"Bad\"");
            else
                outcome.ShouldBe(new SyncOutcome(SyncResult.Done, outcome.Message));
            outcome.Message!.ShouldContain("\"Bad\"");
            runs++;
            tries += _server.Commands.Skip(asked).Count(static c => c.StartsWith("EXAMINE Bad", StringComparison.Ordinal));
            progress.Added.ShouldBe(1, $"hour {hour}");
            _mailbox.Time.Advance(TimeSpan.FromMinutes(1));
        }

        (runs, tries).ShouldBe((48, tries));
        tries.ShouldBeInRange(8, 16);
        _server.Script = static (_, _) => null;
        (await _mailbox.RunAsync()).Outcome.ShouldBe(new SyncOutcome(SyncResult.Done));
        (await _mailbox.FolderAsync("Bad")).Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task SyncAsync_ManyFoldersBreakTheConnection_ReconnectsAreBoundedAndTheRestComesInTheEnd()
    {
        var bad = Enumerable.Range(1, 20).Select(static i => $"Bad{i:00}").ToArray();
        foreach (var name in bad)
            _server.Folders[name] = new() { [1] = Letter(20) };
        Break("EXAMINE", "Bad");

        await _mailbox.RunAsync();
        _server.Connections.ShouldBeLessThanOrEqualTo(13);
        for (var run = 0; run < 8; run++)
        {
            _mailbox.Time.Advance(TimeSpan.FromMinutes(30));
            var connections = _server.Connections;
            await _mailbox.RunAsync(askedFor: false);
            (_server.Connections - connections).ShouldBeLessThanOrEqualTo(13);
        }

        (await _mailbox.CountAsync()).ShouldBe(11);
        (await _mailbox.States.ListFoldersAsync(_mailbox.Owner, _mailbox.Mailbox.Id, TestContext.Current.CancellationToken))
            .Count(static f => f.Trouble is not null).ShouldBe(21);
    }

    [Fact]
    public async Task SyncAsync_ConnectionBreaksOnceInAFolder_NothingIsHeldAgainstIt()
    {
        var broke = false;
        _server.Script = (_, command) =>
        {
            if (broke || !command.StartsWith("EXAMINE Bad", StringComparison.Ordinal))
                return null;
            broke = true;
            return "{close}";
        };

        (await _mailbox.SyncAsync()).Added.ShouldBe(12);

        (await _mailbox.FolderAsync("Bad")).Trouble.ShouldBeNull();
    }

    private void Break(string verb, string folder)
    {
        var open = "";
        _server.Script = (_, command) =>
        {
            if (command.StartsWith("EXAMINE", StringComparison.Ordinal))
                open = command;
            return command.StartsWith(verb, StringComparison.Ordinal) && open.Contains(folder) ? "* 1 EX{close}" : null;
        };
    }
}
