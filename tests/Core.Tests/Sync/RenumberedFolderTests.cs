using System.Text;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>A server that gives a new UIDVALIDITY each time a folder is opened, and numbers its messages from 1, as Courier does for
/// folders that nobody selected.</summary>
public sealed class RenumberedFolderTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;

    public RenumberedFolderTests()
    {
        for (uint uid = 1; uid <= 300; uid++)
            _server.Inbox[uid] = Letter((int)uid);
        _server.Folders["Work"] = new() { [1] = Letter(400), [2] = Letter(401) };
        _mailbox = new SyncedMailbox(_server.Port);
        _server.Script = (_, command) =>
        {
            if (command.StartsWith("EXAMINE", StringComparison.Ordinal) || command.StartsWith("STATUS", StringComparison.Ordinal))
                _server.UidValidity++;
            return null;
        };
    }

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task SyncAsync_NumberedAnewEachTime_FetchesEachMailOnceAndNoHeaderThatIsKnown()
    {
        await SyncAllAsync();
        var (fetched, embedded) = (Count("BODY.PEEK[]"), _mailbox.Models.Embedded);
        embedded.ShouldBe(302);

        for (var run = 0; run < 5; run++)
        {
            var asked = _server.Commands.Count;
            var progress = await _mailbox.SyncAsync();
            if (run == 0)
                continue;
            (progress.Found, progress.Added, progress.Moved, progress.Updated, progress.Deleted).ShouldBe((0, 0, 0, 0, 0));
            _server.Commands.Skip(asked).Count(static c => c.Contains("BODY.PEEK[HEADER]")).ShouldBeLessThanOrEqualTo(2);
        }

        (Count("BODY.PEEK[]"), _mailbox.Models.Embedded).ShouldBe((fetched, embedded));
        await ShouldAgreeAsync();
    }

    [Fact]
    public async Task SyncAsync_NumberedAnewEachTime_FollowsArrivalsDeletionsMovesAndFlags()
    {
        await SyncAllAsync();
        await _mailbox.SyncAsync();
        var moved = (await _mailbox.OneAsync(Word(7))).Message.Id;
        var embedded = _mailbox.Models.Embedded;
        Fill("INBOX", [.. Enumerable.Range(1, 300).Except([7, 100, 300]), 500, 501]);
        Fill("Work", [401, 7]);
        _server.Flags = static uid => uid == 2 ? "\\Flagged" : "\\Seen";

        var progress = await _mailbox.SyncAsync();

        (progress.Added, progress.Deleted).ShouldBe((2, 3));
        (await _mailbox.OneAsync(Word(7))).Message.Id.ShouldBe(moved);
        (await _mailbox.OneAsync(Word(7))).Folders.ShouldBe(["Work"]);
        (await _mailbox.PlacedAsync())[1].Flags.ShouldBe(MailFlags.Flagged);
        _mailbox.Models.Embedded.ShouldBe(embedded + 2);
        await ShouldAgreeAsync();
    }

    [Fact]
    public async Task SyncAsync_TheNewestIsReplacedByOneOfTheSameMessageIdAndSize_TakesNeitherForTheOther()
    {
        await SyncAllAsync();
        await _mailbox.SyncAsync();
        _server.Inbox[300] = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(Letter(300)).Replace("Subject: ", "sUBJECT: ", StringComparison.Ordinal)
                .Replace(Word(300), new string('z', Word(300).Length), StringComparison.Ordinal));
        _server.Inbox[300].Length.ShouldBe(Letter(300).Length);

        await _mailbox.SyncAsync();

        (await _mailbox.FindAsync(Word(300))).ShouldBeEmpty();
        (await _mailbox.FindAsync(new string('z', Word(300).Length))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SyncAsync_SeveralMailsShareAMessageId_KeepsThemApart()
    {
        byte[] Twin(int number) => Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(Letter(number)).Replace($"<report-{number}@", "<report-10@", StringComparison.Ordinal));
        _server.Inbox[11] = Twin(11);
        _server.Inbox[12] = Twin(12);
        await SyncAllAsync();
        var ids = (await _mailbox.OneAsync(Word(11)), await _mailbox.OneAsync(Word(12)));
        var fetched = Count("BODY.PEEK[]");

        await _mailbox.SyncAsync();
        await _mailbox.SyncAsync();

        (await _mailbox.OneAsync(Word(11))).Message.Id.ShouldBe(ids.Item1.Message.Id);
        (await _mailbox.OneAsync(Word(12))).Message.Id.ShouldBe(ids.Item2.Message.Id);
        Count("BODY.PEEK[]").ShouldBe(fetched);
        await ShouldAgreeAsync();
    }

    [Fact]
    public async Task SyncAsync_StoppedWhileItIsNumberedAnew_EndsWithEverythingOnce()
    {
        await SyncAllAsync();
        for (var stop = 1; stop <= 20; stop++)
        {
            using var stopped = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var (left, script) = (stop, _server.Script);
            _server.Script = (number, command) =>
            {
                if (--left == 0)
                    stopped.Cancel();
                return script(number, command);
            };
            Fill("INBOX", [.. Enumerable.Range(1 + stop, 300)]);
            try
            {
                await _mailbox.RunOnlyAsync(null, askedFor: true, "test", stopped.Token);
            }
            catch (OperationCanceledException)
            {
                // As was meant.
            }

            _server.Script = script;
        }

        await SyncAllAsync();
        await _mailbox.SyncAsync();
        await ShouldAgreeAsync();
    }

    /// <summary>The first sync may need several runs, since what it opens again has other numbers.</summary>
    private async Task SyncAllAsync()
    {
        for (var run = 0; run < 4; run++)
        {
            if ((await _mailbox.RunAsync()).Outcome.Result == Core.Sync.Runs.SyncResult.Done)
                return;
        }

        throw new InvalidOperationException("It does not come to an end.");
    }

    private void Fill(string folder, int[] numbers)
    {
        var mails = folder == "INBOX" ? _server.Inbox : _server.Folders[folder];
        mails.Clear();
        foreach (var number in numbers)
            mails[(uint)mails.Count + 1] = Letter(number);
    }

    private int Count(string text)
    {
        lock (_server.Commands)
            return _server.Commands.Count(c => c.Contains(text));
    }

    private async Task ShouldAgreeAsync()
    {
        foreach (var (name, mails) in _server.Folders.Append(new("INBOX", _server.Inbox)))
            (await _mailbox.PlacedAsync(name)).Select(static p => p.Uid).ShouldBe(mails.Keys);
        var all = _server.Inbox.Values.Concat(_server.Folders.Values.SelectMany(static f => f.Values)).Select(Encoding.UTF8.GetString)
            .Distinct().Count();
        (await _mailbox.CountAsync()).ShouldBe(all);
        (await _mailbox.FindAsync("common")).Count.ShouldBe(all);
    }
}
