using InboxMind.Core.Audit;
using InboxMind.Embedded.Audit;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Embedded.Tests.Audit;

/// <summary>What someone who can write the database, but has no key, may try with the log.</summary>
public sealed class AuditChainTests : IDisposable
{
    private const string CutNewest = "DELETE FROM audit_entry WHERE seq > 3; DELETE FROM audit_seal WHERE last > 3";
    private const string CutOldest = "DELETE FROM audit_entry WHERE seq <= 2; DELETE FROM audit_seal WHERE last <= 2";

    private const string InsertedAtTheHead =
        "INSERT INTO audit_entry SELECT organisation, 6, at, 'Nonsense', actor, subject, address, request_id, outcome, detail FROM "
            + "audit_entry WHERE seq = 1";
    private const string InsertedFarAhead =
        "INSERT INTO audit_entry SELECT organisation, 9223372036854775807, at, kind, actor, subject, address, request_id, outcome, detail "
        + "FROM audit_entry WHERE seq = 1";
    private const string InsertedSeal =
        "INSERT INTO audit_seal SELECT organisation, 9223372036854775807, key, seal FROM audit_seal WHERE last = 1";

    private static readonly OrganisationId Organisation = new("example.com");

    private readonly TempFolder _folder = new();
    private readonly MainDatabase _database;
    private readonly KeyRing _keys;
    private readonly SqliteAuditLog _log;

    public AuditChainTests()
    {
        var data = new DataFolder(_folder.Root);
        _database = new MainDatabase(data);
        _keys = new KeyRing(data);
        _log = new SqliteAuditLog(_database, _keys, new FakeTimeProvider());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _keys.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET outcome = 'Done' WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET actor = '' WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET at = at + 1 WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET address = address || request_id, request_id = '' WHERE seq = 3", 3)]
    [InlineData("DELETE FROM audit_entry WHERE seq = 3", 3)]
    [InlineData("DELETE FROM audit_entry WHERE seq = 3; DELETE FROM audit_seal WHERE last = 3", 3)]
    [InlineData("DELETE FROM audit_entry WHERE seq < 3; DELETE FROM audit_seal WHERE last < 3", 1)]
    [InlineData("DELETE FROM audit_seal WHERE last = 5", 5)]
    [InlineData(
        "UPDATE audit_entry SET seq = 9 WHERE seq = 3; UPDATE audit_entry SET seq = 3 WHERE seq = 4; UPDATE audit_entry SET seq = 4 WHERE "
            + "seq = 9", 3)]
    [InlineData("UPDATE audit_entry SET organisation = 'other.example' WHERE seq = 3", 3)]
    [InlineData(
        "INSERT INTO audit_entry SELECT organisation, 6, at, kind, actor, subject, address, request_id, outcome, detail FROM audit_entry "
            + "WHERE seq = 1", 6)]
    [InlineData(
        "INSERT INTO audit_entry SELECT organisation, 0, at, kind, actor, subject, address, request_id, outcome, detail FROM audit_entry "
            + "WHERE seq = 1", 1)]
    [InlineData("INSERT INTO audit_seal SELECT organisation, -1, key, seal FROM audit_seal WHERE last = 1", 6)]
    [InlineData("DELETE FROM audit_key", 1)]
    [InlineData("INSERT INTO audit_anchor VALUES('example.com', 2, x'00', 1, x'00')", 3)]
    [InlineData(CutNewest, 4)]
    [InlineData(CutNewest + "; DELETE FROM audit_head", 4)]
    [InlineData(CutNewest + "; UPDATE audit_head SET last = 3", 4)]
    [InlineData("DELETE FROM audit_entry; DELETE FROM audit_seal", 1)]
    [InlineData("DELETE FROM audit_head", 6)]
    [InlineData("INSERT INTO audit_anchor SELECT organisation, last, seal, key, x'00' FROM audit_seal WHERE last = 2; " + CutOldest, 3)]
    [InlineData("UPDATE audit_entry SET kind = 'Nonsense' WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET kind = '3' WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET kind = '' WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET outcome = x'FFFE' WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET at = 9223372036854775807 WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET at = 'yesterday' WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET seq = 'three' WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_entry SET seq = 9223372036854775807 WHERE seq = 3", 3)]
    [InlineData("UPDATE audit_seal SET seal = 'no seal' WHERE last = 3", 3)]
    [InlineData("UPDATE audit_seal SET seal = 7 WHERE last = 3", 3)]
    [InlineData("UPDATE audit_seal SET key = 'no key' WHERE last = 3", 3)]
    [InlineData("UPDATE audit_seal SET last = 9223372036854775807 WHERE last = 5", 5)]
    [InlineData("UPDATE audit_seal SET last = -1 WHERE last = 5", 5)]
    [InlineData("UPDATE audit_seal SET last = 'five' WHERE last = 5", 5)]
    [InlineData("UPDATE audit_key SET data = 'no key'", 1)]
    [InlineData("UPDATE audit_head SET mark = 'no mark'", 6)]
    [InlineData("UPDATE audit_head SET last = 9223372036854775807", 6)]
    [InlineData("INSERT INTO audit_anchor VALUES('example.com', 'two', 'x', 1, 'x')", 1)]
    [InlineData(InsertedAtTheHead, 6)]
    [InlineData(InsertedFarAhead, 6)]
    [InlineData(InsertedSeal, 6)]
    [InlineData(
        "INSERT INTO audit_anchor SELECT s.organisation, s.last, s.seal, h.key, h.mark FROM audit_seal s JOIN audit_head h WHERE s.last = "
            + "2; " + CutOldest, 3)]
    public async Task VerifyAsync_TamperedWith_NamesTheFirstEntryThatIsWrong(string sql, long broken)
    {
        await AppendAsync(5);
        (await _log.VerifyAsync(Organisation, Cancellation)).ShouldBe(new AuditCheck(5, null));

        await _database.Sqlite.WriteAsync(session => session.Execute(sql), Cancellation);

        (await _log.VerifyAsync(Organisation, Cancellation)).FirstBroken.ShouldBe(broken);
    }

    [Theory]
    [InlineData(CutNewest)]
    [InlineData(CutNewest + "; DELETE FROM audit_head")]
    public async Task AppendAsync_AfterTheNewestWereCutOff_LeavesAGapThatShows(string sql)
    {
        await AppendAsync(5);
        await _database.Sqlite.WriteAsync(session => session.Execute(sql), Cancellation);

        await AppendAsync(2);

        (await _log.VerifyAsync(Organisation, Cancellation)).ShouldBe(new AuditCheck(3, 4));
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET kind = 'Nonsense', at = 9223372036854775807 WHERE seq = 5", 5)]
    [InlineData("UPDATE audit_seal SET seal = 'x', key = 'y' WHERE last = 5", 5)]
    [InlineData("UPDATE audit_seal SET last = 9223372036854775807 WHERE last = 5", 6)]
    [InlineData("UPDATE audit_head SET last = 9223372036854775807", 6)]
    [InlineData("UPDATE audit_head SET last = 'x', mark = 'y'", 6)]
    [InlineData("UPDATE audit_key SET data = 'no key'", 1)]
    [InlineData("INSERT INTO audit_key(id, data) VALUES(9223372036854775807, 'no key')", null)]
    [InlineData("UPDATE pseudonym SET value = x'FF'", null)]
    [InlineData("INSERT INTO audit_anchor VALUES('example.com', 'two', 'x', 1, 'x')", 1)]
    [InlineData(InsertedAtTheHead, 6)]
    [InlineData(InsertedFarAhead, 9)]
    [InlineData(InsertedSeal, 9)]
    public async Task AppendAsync_AfterRowsWereDamagedOrPutIn_GoesOnAndTheChainSaysWhereItBroke(string sql, int? broken)
    {
        await AppendAsync(5);
        await _database.Sqlite.WriteAsync(session => session.Execute(sql), Cancellation);

        await AppendAsync(3);

        (await _log.VerifyAsync(Organisation, Cancellation)).FirstBroken.ShouldBe(broken);
        var entries = await _log.ListAsync(Organisation, 0, 100, Cancellation);
        entries.Count(static e => e.RequestId.StartsWith("request-", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(8);
        await new SqliteAuditReader(_database).SearchAsync(AdminScope.Everything, new AuditFilter(), after: null, 0, 100, Cancellation);
    }

    [Fact]
    public async Task OrganisationsAsync_AllEntriesGone_StillNamesTheChain()
    {
        await AppendAsync(2);
        await _database.Sqlite.WriteAsync(static session =>
            session.Execute("DELETE FROM audit_entry; DELETE FROM audit_seal"), Cancellation);

        (await new SqliteAuditReader(_database).OrganisationsAsync(AdminScope.Everything, after: null, 10, Cancellation))
            .ShouldBe([Organisation]);
    }

    [Fact]
    public async Task AppendAsync_KeyRingLost_GoesOnAndTheOldPartShowsAsBroken()
    {
        await _log.AppendAsync(AuditEvent.For(AuditKind.SignIn, null, RequestOrigin.CommandLine) with { Organisation = Organisation },
            Cancellation);
        Directory.Delete(Path.Combine(_folder.Root, "keys"), recursive: true);
        using var keys = new KeyRing(new DataFolder(_folder.Root));
        var log = new SqliteAuditLog(_database, keys, new FakeTimeProvider());

        await log.AppendAsync(AuditEvent.For(AuditKind.SignOut, null, RequestOrigin.CommandLine) with { Organisation = Organisation },
            Cancellation);

        (await log.ListAsync(Organisation, 0, 10, Cancellation)).Select(static e => e.Kind).ShouldBe([AuditKind.SignIn, AuditKind.SignOut]);
        (await log.VerifyAsync(Organisation, Cancellation)).FirstBroken.ShouldBe(1);
    }

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _log.AppendAsync(
                AuditEvent.For(AuditKind.SignIn, null, new RequestOrigin($"request-{i}", "192.0.2.7", "")) with
                {
                    Organisation = Organisation,
                    Actor = new UserId("anna"),
                    Outcome = AuditOutcome.Refused,
                },
                Cancellation);
        }
    }
}
