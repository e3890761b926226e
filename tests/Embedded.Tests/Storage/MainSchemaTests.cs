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
                    static session => session.Execute("INSERT INTO mailbox(user, id, kind, name) VALUES('local', 'home', 'Import', 'Home')"),
                    TestContext.Current.CancellationToken);
            }

            using var upgraded = new SqliteDatabase(path, MainSchema.Value);
            upgraded.Read(static session => session.Scalar("SELECT COUNT(*) FROM mailbox")).ShouldBe(1);
            upgraded.Read(static session => session.Scalar("SELECT COUNT(*) FROM audit_entry")).ShouldBe(0);
        }
    }
}
