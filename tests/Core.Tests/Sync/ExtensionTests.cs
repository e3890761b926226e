using InboxMind.Core.Sync;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Servers whose extensions answer in a way that no one can read: what plain IMAP gives is enough.</summary>
public sealed class ExtensionTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;

    public ExtensionTests()
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

    [Theory]
    [InlineData("CONDSTORE", "CONDSTORE", "HIGHESTMODSEQ", "* STATUS \"INBOX\" (MESSAGES 10 HIGHESTMODSEQ (x))\r\n{tag} OK done\r\n")]
    [InlineData("CONDSTORE", "CONDSTORE", "(CONDSTORE)", "{tag} BAD no such thing\r\n")]
    [InlineData("QRESYNC", "ENABLE CONDSTORE QRESYNC", "ENABLE", "{tag} BAD no such thing\r\n")]
    [InlineData("QRESYNC", "ENABLE CONDSTORE QRESYNC", "ENABLE", "* ENABLED (QRESYNC\r\n{tag} OK done\r\n")]
    [InlineData("OBJECTID", "OBJECTID", "THREADID", "* 1 FETCH (UID 1 THREADID ((T1)) FLAGS ())\r\n{tag} OK done\r\n")]
    [InlineData("OBJECTID", "OBJECTID", "EMAILID", "{tag} BAD no such item\r\n")]
    [InlineData("X-GM-EXT-1", "X-GM-EXT-1", "X-GM-", "* 1 FETCH (UID 1 X-GM-MSGID none FLAGS ())\r\n{tag} OK done\r\n")]
    [InlineData("LIST-STATUS", "LIST-STATUS", "STATUS (", "* LIST () \"/\" INBOX\r\n* STATUS INBOX 10\r\n{tag} OK done\r\n")]
    [InlineData("LIST-EXTENDED", "LIST-EXTENDED", "RETURN (", "* LIST () \"/\" INBOX (x\r\n{tag} OK done\r\n")]
    [InlineData("NAMESPACE", "NAMESPACE", "NAMESPACE", "* NAMESPACE 7 8\r\n{tag} OK done\r\n")]
    [InlineData("SPECIAL-USE", "SPECIAL-USE", "(SPECIAL-USE", "* LIST \\Sent\r\n{tag} OK done\r\n")]
    [InlineData("XLIST", "XLIST", "XLIST", "* XLIST 7\r\n{tag} OK done\r\n")]
    [InlineData("ESEARCH", "ESEARCH", "SEARCH RETURN", "* ESEARCH (((\r\n{tag} OK done\r\n")]
    [InlineData("ESEARCH", "ESEARCH", "SEARCH RETURN", "{tag} BAD no such thing\r\n")]
    [InlineData("ID", "ID", "ID (", "* ID garbage\r\n{tag} OK done\r\n")]
    [InlineData("ID", "ID", "ID (", "{tag} BAD no such thing\r\n")]
    public async Task SyncAsync_AnswerOfAnExtensionCannotBeRead_SyncsWithoutItAndRemembersIt(
        string name, string announced, string marker, string answer)
    {
        _server.Capabilities = $"IMAP4rev1 {announced}";
        _server.Script = (_, command) => command.Contains(marker, StringComparison.Ordinal) ? answer : null;

        (await _mailbox.SyncAsync()).Added.ShouldBe(10);

        (await StateAsync()).Without.ShouldBe(name);
        var before = _server.Connections;
        lock (_server.Commands)
            _server.Commands.Clear();
        _server.Inbox.Remove(4);
        (await _mailbox.SyncAsync()).Deleted.ShouldBe(1);
        _server.Commands.ShouldNotContain(c => c.Contains(marker, StringComparison.Ordinal));
        _server.Connections.ShouldBe(before + 1);
    }

    [Fact]
    public async Task SyncAsync_SeveralExtensionsCannotBeRead_SyncsWithoutAnyOfThem()
    {
        _server.Capabilities = "IMAP4rev1 ID NAMESPACE SPECIAL-USE ESEARCH OBJECTID ENABLE CONDSTORE QRESYNC LIST-STATUS";
        _server.Script = static (_, command) =>
            ((string[])["ID (", "NAMESPACE", "(SPECIAL-USE", "RETURN", "THREADID", "MODSEQ", "CONDSTORE", "ENABLE"])
                .Any(m => command.Contains(m, StringComparison.Ordinal))
                ? "* 1 FETCH ((((\r\n{tag} OK done\r\n"
                : null;

        (await _mailbox.SyncAsync()).Added.ShouldBe(10);
    }

    [Theory]
    [InlineData("THREADID (NIL) EMAILID (M1)")]
    [InlineData("EMAILID (M1) THREADID NIL")]
    [InlineData("EMAILID NIL THREADID (T1)")]
    [InlineData("EMAILID (NIL) THREADID ()")]
    public async Task SyncAsync_NoConversationAsCyrusSaysIt_IsReadAndNothingIsDoneWithout(string items)
    {
        _server.Capabilities = "IMAP4rev1 OBJECTID";
        _server.Extra = uid => items.Replace("M1", $"M{uid}");

        (await _mailbox.SyncAsync()).Added.ShouldBe(10);

        (_server.Connections, (await StateAsync()).Without).ShouldBe((1, ""));
    }

    [Theory]
    [InlineData("HIGHESTMODSEQ NIL")]
    [InlineData("HIGHESTMODSEQ")]
    [InlineData("HIGHESTMODSEQ -1")]
    [InlineData("UNSEEN NIL")]
    public async Task SyncAsync_NumberOfAFolderIsNone_IsReadAndNothingIsDoneWithout(string code)
    {
        _server.Capabilities = "IMAP4rev1 CONDSTORE";
        _server.Script = (_, command) => command.StartsWith("EXAMINE", StringComparison.Ordinal)
            ? $"* 10 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 11] ok\r\n* OK [{code}] none\r\n{{tag}} OK [READ-ONLY] done\r\n"
            : command.StartsWith("STATUS", StringComparison.Ordinal)
                ? "* STATUS \"INBOX\" (MESSAGES 10 HIGHESTMODSEQ NIL UIDNEXT 11 UIDVALIDITY 7)\r\n{tag} OK done\r\n"
                : null;

        (await _mailbox.SyncAsync()).Added.ShouldBe(10);

        (_server.Connections, (await StateAsync()).Without).ShouldBe((1, ""));
    }

    [Fact]
    public async Task SyncAsync_ServerKnowsWhoCallsBeforehand_SyncsWithoutSigningIn()
    {
        _server.Script = static (_, command) => command == "GREETING" ? "* PREAUTH [CAPABILITY IMAP4rev1 NAMESPACE] welcome\r\n" : null;

        (await _mailbox.SyncAsync()).Added.ShouldBe(10);

        _server.Commands.ShouldNotContain(static c => c.StartsWith("LOGIN", StringComparison.Ordinal)
            || c.StartsWith("AUTHENTICATE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SyncAsync_ServerOpensNothingBeforeItKnowsTheProgram_IsToldItsNameAfterSigningIn()
    {
        _server.Capabilities = "IMAP4rev1 ID COMPRESS=DEFLATE";
        var isKnown = false;
        _server.Script = (_, command) =>
        {
            isKnown |= command.StartsWith("ID (\"name\" \"InboxMind\" \"version\" ", StringComparison.Ordinal);
            return command.StartsWith("EXAMINE", StringComparison.Ordinal)
                && !isKnown ? "{tag} NO Unsafe Login. Please contact the provider\r\n" : null;
        };

        (await _mailbox.SyncAsync()).Added.ShouldBe(10);

        // The answers are read line by line, so they are never asked for compressed.
        _server.Commands.ShouldNotContain(static c => c.StartsWith("COMPRESS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SyncAsync_ServerDoesNotWantToKnowTheProgram_SyncsAllTheSame()
    {
        _server.Capabilities = "IMAP4rev1 ID";
        _server.Script = static (_, command) => command.StartsWith("ID (", StringComparison.Ordinal) ? "{tag} NO not interested\r\n" : null;

        (await _mailbox.SyncAsync()).Added.ShouldBe(10);
    }

    [Theory]
    [InlineData("* ESEARCH (TAG{close}")]
    [InlineData("* BYE idle for too long\r\n{close}")]
    [InlineData("{tag} NO [UNAVAILABLE] not now\r\n")]
    public async Task SyncAsync_ConnectionBreaksWhereAnExtensionIsUsed_TheExtensionIsNotBlamed(string answer)
    {
        _server.Capabilities = "IMAP4rev1 ESEARCH CONDSTORE OBJECTID";
        _server.Script = (connection, command) => connection == 1 && command.Contains("SEARCH RETURN") ? answer : null;

        await _mailbox.RunAsync();

        (await StateAsync()).Without.ShouldBe("");
    }

    private Task<SyncRecord> StateAsync() => _mailbox.States.GetAsync(_mailbox.Owner, _mailbox.Mailbox.Id, Cancellation);
}
