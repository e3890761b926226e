using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Mail;

public sealed class HeadChangesTests : IDisposable
{
    private static readonly Owner Anna = new(new UserId("anna"));
    private static readonly Owner Bob = new(new UserId("bob"));

    private readonly TempFolder _folder = new();
    private readonly MainDatabase _database;
    private readonly SqliteMailStore _store;

    public HeadChangesTests()
    {
        _database = new MainDatabase(new DataFolder(_folder.Root));
        _store = new SqliteMailStore(_database, TimeProvider.System);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task SinceAsync_MailOfAnother_IsNotTold()
    {
        var mark = await _store.MarkAsync(Anna, Cancellation);
        var id = await SaveAsync(Bob, "one");

        (await _store.SinceAsync(Anna, mark, Cancellation))!.Heads.ShouldBeEmpty();
        var bobs = (await _store.SinceAsync(Bob, mark, Cancellation))!;
        bobs.Heads.ShouldHaveSingleItem().Id.ShouldBe(id);
        (await _store.SinceAsync(Bob, bobs.Mark, Cancellation))!.Heads.ShouldBeEmpty("it was told");
    }

    [Fact]
    public async Task SinceAsync_StoredAndDeleted_IsGone()
    {
        var mark = await _store.MarkAsync(Anna, Cancellation);
        var id = await SaveAsync(Anna, "one");
        await _store.DeleteAsync(Anna, [id], Cancellation);

        var changes = (await _store.SinceAsync(Anna, mark, Cancellation))!;

        changes.Heads.ShouldBeEmpty();
        changes.Gone.ShouldBe([id]);
    }

    [Fact]
    public async Task SinceAsync_MarkOlderThanTheAccount_IsNotKnown()
    {
        await SaveAsync(Anna, "one");
        var mark = await _store.MarkAsync(Anna, Cancellation);
        await ChangeAsync(20_000);
        (await _store.SinceAsync(Anna, mark, Cancellation)).ShouldNotBeNull();

        await ChangeAsync(2_000);

        (await _store.SinceAsync(Anna, mark, Cancellation)).ShouldBeNull();
        _database.Sqlite.Read(static s => s.Scalar("SELECT COUNT(*) FROM head_change")).ShouldBeLessThanOrEqualTo(21_000);
    }

    [Fact]
    public async Task SinceAsync_MarkOfAnotherFile_IsNotKnown()
    {
        await SaveAsync(Anna, "one");

        (await _store.SinceAsync(Anna, 1_000, Cancellation)).ShouldBeNull();
    }

    private Task ChangeAsync(int count) => _database.Sqlite.WriteAsync(
        session => session.Execute(
            "INSERT INTO head_change(user, id) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
            + $"WHERE i < {count}) SELECT 'bob', 'x' FROM n"),
        Cancellation);

    private async Task<EmailId> SaveAsync(Owner owner, string name)
    {
        var message = new MailMessage
        {
            Id = new EmailId(name.PadRight(EmailId.Length, 'a')),
            MessageId = name,
            Subject = "",
            From = [],
            To = [],
            Cc = [],
            Bcc = [],
            Date = DateTimeOffset.UnixEpoch,
            Text = "",
            Attachments = [],
            Size = 0,
        };
        await _store.SaveAsync(
            owner, [new MailToSave(message, [], new Placement(MailboxId.Imported, "INBOX", 0, 1, MailFlags.None), default)], Cancellation);
        return message.Id;
    }
}
