using InboxMind.Core.Sync;
using InboxMind.Providers.Imap;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Which folders a mailbox has, what they are called here, and which of them are synced.</summary>
public sealed class FolderListTests : IDisposable
{
    private readonly ScriptedServer _server = new();

    public FolderListTests() => _server.Inbox[1] = Letter(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task SyncAsync_SeveralNamespaces_SyncsAllThatAreOnesOwnAndOthersWhenAsked()
    {
        _server.Capabilities = "IMAP4rev1 NAMESPACE";
        _server.Folders["INBOX.Work"] = new() { [1] = Letter(2) };
        _server.Folders["#mine/Old"] = new() { [1] = Letter(3) };
        _server.Folders["user.ben.Plans"] = new() { [1] = Letter(4) };
        _server.Folders["shared.Notes"] = new() { [1] = Letter(5) };
        _server.Script = (_, command) => command switch
        {
            "NAMESPACE" =>
                "* NAMESPACE ((\"INBOX.\" \".\")(\"#mine/\" \"/\")) ((\"user.\" \".\")) ((\"shared.\" \".\")(\"#shared.\" \".\"))\r\n{tag} "
                    + "OK done\r\n",
            "LIST \"\" \"INBOX.*\"" => List(".", "INBOX.Work"),
            "LIST \"\" \"#mine/*\"" => List("/", "#mine/Old"),
            "LIST \"\" \"user.*\"" => List(".", "user.ben.Plans"),
            "LIST \"\" \"shared.*\"" => List(".", "shared.Notes"),
            "LIST \"\" \"#shared.*\"" => "{tag} OK done\r\n",
            _ when command.StartsWith("LIST", StringComparison.Ordinal) => List(".", "INBOX"),
            _ => null,
        };
        using var mailbox = new SyncedMailbox(_server.Port);
        using var generous = new SyncedMailbox(_server.Port, choice: SyncChoice.Default with { Shared = true, Exclude = ["shared/Notes"] });

        (await mailbox.SyncAsync()).Added.ShouldBe(3);
        (await generous.SyncAsync()).Added.ShouldBe(4);

        (await LeftOutAsync(mailbox))
            .ShouldBe([new("shared/Notes", LeftOutReason.Shared), new("user/ben/Plans", LeftOutReason.AnotherUser)]);
        (await LeftOutAsync(generous)).ShouldBe([new("shared/Notes", LeftOutReason.Excluded)]);
        (await mailbox.OneAsync(Word(3))).Folders.ShouldBe(["#mine/Old"]);
    }

    [Fact]
    public async Task SyncAsync_OthersFoldersCannotBeListed_OnesOwnAreSynced()
    {
        _server.Capabilities = "IMAP4rev1 NAMESPACE";
        _server.Script = (_, command) => command switch
        {
            "NAMESPACE" => "* NAMESPACE ((\"\" \"/\")) NIL ((\"Public/\" \"/\"))\r\n{tag} OK done\r\n",
            "LIST \"\" \"Public/*\"" => "{tag} NO not now\r\n",
            _ => null,
        };
        using var mailbox = new SyncedMailbox(_server.Port);

        (await mailbox.SyncAsync()).Added.ShouldBe(1);
    }

    [Fact]
    public async Task SyncAsync_FoldersThatLookTheSame_AreAllKeptAndKeepTheirNames()
    {
        // Two of one encoding and two delimiters, two that differ in a control character, one in no proper encoding, and two cases.
        string[] lines = ["LIST () \".\" \"a.b\"", "LIST () \"/\" \"a/b\"", "LIST () \"/\" \"x&AAE-\"", "LIST () \"/\" \"x&AAI-\"",
            "LIST () \"/\" \"R&D\"", "LIST () \"/\" \"R&-D\"", "LIST () \"/\" Case", "LIST () \"/\" case"];
        _server.OtherFolders.AddRange(lines);
        foreach (var (name, number) in lines.Select(static (line, i) => (line.Split(' ')[^1].Trim('"'), i + 10)))
            _server.Folders[name] = new() { [1] = Letter(number) };
        _server.Script = (_, command) => command.StartsWith("LIST \"\" \"*\"", StringComparison.Ordinal)
            ? "* LIST () \"/\" INBOX\r\n" + string.Concat(_server.OtherFolders.Select(static f => $"* {f}\r\n")) + "{tag} OK done\r\n"
            : null;
        using var mailbox = new SyncedMailbox(_server.Port);

        (await mailbox.SyncAsync()).Added.ShouldBe(9);

        var names = (await NamesAsync(mailbox)).ToList();
        names.Count.ShouldBe(9);
        names.Where(static n => n.StartsWith("a/b~", StringComparison.Ordinal)).Count().ShouldBe(2);
        names.Where(static n => n.StartsWith("x\uFFFD~", StringComparison.Ordinal)).Count().ShouldBe(2);
        names.Where(static n => n.StartsWith("R&D~", StringComparison.Ordinal)).Count().ShouldBe(2);
        names.ShouldContain("Case");
        names.ShouldContain("case");
        (await mailbox.SyncAsync()).Found.ShouldBe(0);

        // Once it is alone it goes by its plain name, and none of its mail is lost or fetched anew.
        _server.OtherFolders.RemoveAt(0);
        var progress = await mailbox.SyncAsync();
        (progress.Added, progress.Deleted).ShouldBe((0, 1));
        (await NamesAsync(mailbox)).ShouldContain("a/b");
    }

    [Theory]
    [InlineData("~mail", "~mail")]
    [InlineData("NIL", "NIL")]
    [InlineData("#news.x", "#news.x")]
    [InlineData("50% off*", "50% off*")]
    [InlineData("a\\\"b", "a\"b")]
    [InlineData("a\\\\b", "a\\b")]
    [InlineData("R&-D", "R&D")]
    [InlineData("&AMQ-rger", "Ärger")]
    [InlineData("[x] (y) {z}", "[x] (y) {z}")]
    [InlineData("&2D3eAA-", "😀")]
    public async Task SyncAsync_OddName_IsOpenedByTheServersName(string onServer, string shown)
    {
        var asked = new List<string>();
        _server.Script = (_, command) =>
        {
            if (command.StartsWith("EXAMINE", StringComparison.Ordinal))
                asked.Add(command[8..]);
            return command.StartsWith("LIST \"\" \"*\"", StringComparison.Ordinal)
                ? $"* LIST () \"/\" INBOX\r\n* LIST () \"/\" \"{onServer}\"\r\n{{tag}} OK done\r\n"
                : null;
        };
        using var mailbox = new SyncedMailbox(_server.Port);

        await mailbox.SyncAsync();

        (await NamesAsync(mailbox)).ShouldBe(["INBOX", shown], ignoreOrder: true);
        asked.ShouldContain($"\"{onServer}\"");
    }

    [Theory]
    [InlineData("INBOX.Brouillons", LeftOutReason.Drafts)]
    [InlineData("Черновики", LeftOutReason.Drafts)]
    [InlineData("INBOX.垃圾邮件", LeftOutReason.Junk)]
    [InlineData("Skräppost", LeftOutReason.Junk)]
    [InlineData("INBOX.Kosz", LeftOutReason.Trash)]
    [InlineData("ゴミ箱", LeftOutReason.Trash)]
    [InlineData("papelera", LeftOutReason.Trash)]
    [InlineData("Customers.Kosz", null)]
    public async Task SyncAsync_ServerMarksNoFolder_TheNameTellsWhatItIsFor(string name, LeftOutReason? reason)
    {
        _server.Script = (_, command) => command.StartsWith("LIST \"\" \"*\"", StringComparison.Ordinal)
            ? $"* LIST () \".\" INBOX\r\n* LIST () \".\" \"{ModifiedUtf7.Encode(name)}\"\r\n* LIST () \".\" Customers\r\n{{tag}} OK "
                + $"done\r\n"
            : null;
        using var mailbox = new SyncedMailbox(_server.Port);

        await mailbox.SyncAsync();

        (await LeftOutAsync(mailbox)).ShouldBe(reason is { } r ? [new LeftOutFolder(name.Replace('.', '/'), r)] : []);
    }

    [Fact]
    public async Task SyncAsync_GmailsDraftsInAllMail_StayOut()
    {
        _server.Capabilities = "IMAP4rev1 X-GM-EXT-1 SPECIAL-USE";
        _server.Inbox[2] = Letter(2);
        _server.OtherFolders.Add("LIST (\\HasNoChildren \\All) \"/\" \"[Gmail]/All Mail\"");
        _server.Extra = static uid => $"X-GM-MSGID {1000 + uid} X-GM-LABELS ({(uid == 2 ? "\"\\\\Draft\"" : "\"\\\\Inbox\"")})";
        _server.Script = (_, command) => command.StartsWith("STATUS \"[Gmail]/All Mail\"", StringComparison.Ordinal)
            ? "* STATUS \"[Gmail]/All Mail\" (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 7)\r\n{tag} OK done\r\n"
            : null;
        using var mailbox = new SyncedMailbox(_server.Port);

        (await mailbox.SyncAsync()).Added.ShouldBe(1);

        (await mailbox.FindAsync(Word(2))).ShouldBeEmpty();
        (await LeftOutAsync(mailbox)).ShouldBe([new LeftOutFolder("INBOX", LeftOutReason.InAll)]);
        (await mailbox.SyncAsync()).Found.ShouldBe(0);
    }

    [Fact]
    public async Task SyncAsync_Exclude_LeavesTheFolderAndWhatLiesBelow()
    {
        foreach (var (name, number) in ((string, int)[])[("Lists", 2), ("Lists/Old", 3), ("Listsize", 4)])
            _server.Folders[name] = new() { [1] = Letter(number) };
        using var mailbox = new SyncedMailbox(_server.Port, choice: SyncChoice.Default with { Exclude = ["Lists"] });

        (await mailbox.SyncAsync()).Added.ShouldBe(2);

        (await LeftOutAsync(mailbox)).Select(static f => f.Name).ShouldBe(["Lists", "Lists/Old"]);
    }

    private static string List(string delimiter, string name) => $"* LIST () \"{delimiter}\" \"{name}\"\r\n{{tag}} OK done\r\n";

    private static async Task<IEnumerable<string>> NamesAsync(SyncedMailbox mailbox) =>
        (await mailbox.States.ListFoldersAsync(mailbox.Owner, mailbox.Mailbox.Id, Cancellation)).Select(static f => f.Name);

    private static async Task<IReadOnlyList<LeftOutFolder>> LeftOutAsync(SyncedMailbox mailbox) =>
        (await mailbox.States.GetAsync(mailbox.Owner, mailbox.Mailbox.Id, Cancellation)).LeftOut;
}
