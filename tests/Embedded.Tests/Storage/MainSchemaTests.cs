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
}
