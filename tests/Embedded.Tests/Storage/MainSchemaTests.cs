using InboxMind.Core.Mail.Raw;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Storage;

public sealed class MainSchemaTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Upgrade_FromEveryOlderVersion_KeepsWhatIsThereAndAddsTheRest()
    {
        for (var version = 1; version < MainSchema.Value.Steps.Count; version++)
        {
            var path = _folder[$"{version}.db"];
            using (var old = new SqliteDatabase(path, new Schema([.. MainSchema.Value.Steps.Take(version)])))
            {
                await old.WriteAsync(
                    static session =>
                        session.Execute("INSERT INTO mailbox(user, id, kind, name) VALUES('local', 'home', 'Import', 'Home')"),
                    TestContext.Current.CancellationToken);
            }

            using var upgraded = new SqliteDatabase(path, MainSchema.Value);
            upgraded.Read(static session => session.Scalar("SELECT COUNT(*) FROM mailbox")).ShouldBe(1);
            upgraded.Read(static session => session.Scalar("SELECT COUNT(*) FROM audit_entry")).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Upgrade_MailFromBeforeLists_KnowsWhichHasAttachments()
    {
        const string logo = "{\"Name\":\"\\u0022IsInline\\u0022:false\",\"ContentType\":\"image/png\",\"Size\":1,\"IsInline\":true}";
        const string plan = "{\"Name\":\"plan.pdf\",\"ContentType\":\"application/pdf\",\"Size\":1,\"IsInline\":false}";
        var path = _folder["lists.db"];
        using (var old = new SqliteDatabase(path, new Schema([.. MainSchema.Value.Steps.Take(3)])))
        {
            await old.WriteAsync(
                static session =>
                {
                    session.Execute("INSERT INTO thread(seq, user, id) VALUES(1, 'local', 't')");
                    foreach (var (id, attachments) in new[] { ("none", ""), ("inline", logo), ("plan", $"{logo},{plan}") })
                    {
                        session.Prepare(
                            "INSERT INTO message(user, id, thread, date, stored_at, message_id, subject, size, details, text_length, text, "
                                + "raw) "
                            + "VALUES('local', ?1, 1, 0, 0, '', '', 0, ?2, 0, x'', x'')")
                            .Run(id, $"{{\"From\":[],\"To\":[],\"Cc\":[],\"Bcc\":[],\"Attachments\":[{attachments}]}}");
                    }
                },
                TestContext.Current.CancellationToken);
        }

        using var upgraded = new SqliteDatabase(path, MainSchema.Value);

        upgraded.Read(static session => session.Prepare("SELECT id FROM message WHERE has_attachments").Query(static r => r.GetString(0)))
            .ShouldBe(["plan"]);
    }

    /// <summary>Neither is written again: in a large mailbox that would take minutes.</summary>
    [Fact]
    public async Task Upgrade_MailWithItsRawMailBesideTheText_IsReadAsItIs()
    {
        var (owner, id) = (Owner.Local, new EmailId("one"));
        var folder = new DataFolder(_folder.Root);
        using (var old = new SqliteDatabase(_folder["inboxmind.db"], new Schema([.. MainSchema.Value.Steps.TakeWhile(
            static step => !step.Contains("raw_behind", StringComparison.Ordinal))])))
        {
            await old.WriteAsync(
                static session =>
                {
                    session.Execute("INSERT INTO thread(seq, user, id) VALUES(1, 'local', 't')");
                    session.Prepare(
                        "INSERT INTO message(user, id, thread, date, stored_at, message_id, subject, size, details, text_length, text, "
                        + "raw) VALUES('local', 'one', 1, 0, 0, '', '', 9, ?1, 8, ?2, ?3)")
                        .Run(
                            "{\"From\":[],\"To\":[],\"Cc\":[],\"Bcc\":[],\"Attachments\":[]}",
                            Compression.CompressText("the text"), Compression.Compress("the bytes"u8));
                },
                TestContext.Current.CancellationToken);
        }

        using var database = new MainDatabase(folder);
        var store = new SqliteMailStore(database, TimeProvider.System);

        (await store.GetAsync(owner, [id], MailExtent.Whole, TestContext.Current.CancellationToken)).ShouldHaveSingleItem()
            .Message.Text.ShouldBe("the text");
        (await store.GetRawAsync(owner, id, TestContext.Current.CancellationToken)).ShouldBe("the bytes"u8.ToArray());
    }
}
