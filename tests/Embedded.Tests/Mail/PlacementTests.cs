using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Mail;

/// <summary>What no port reads yet: the flags of a placement.</summary>
public sealed class PlacementTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MainDatabase _database;
    private readonly SqliteMailStore _store;

    public PlacementTests()
    {
        _database = new MainDatabase(new DataFolder(_folder.Root));
        _store = new SqliteMailStore(_database, TimeProvider.System);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task SaveAsync_OtherFlags_AreKept()
    {
        await SaveAsync(MailFlags.Seen | MailFlags.Passed);
        Flags().ShouldBe((long)(MailFlags.Seen | MailFlags.Passed));

        await SaveAsync(MailFlags.None);
        Flags().ShouldBe(0);

        await SaveAsync(MailFlags.Flagged);
        await SaveAsync(MailFlags.Flagged);
        Flags().ShouldBe((long)MailFlags.Flagged);
    }

    private long Flags() => _database.Sqlite.Read(static s => s.Scalar("SELECT SUM(flags) FROM placement"));

    private Task<IReadOnlyList<SaveOutcome>> SaveAsync(MailFlags flags)
    {
        var message = new MailMessage
        {
            Id = new EmailId(new string('a', EmailId.Length)),
            MessageId = "",
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
        return _store.SaveAsync(
            Owner.Local, [new MailToSave(message, [], new Placement(MailboxId.Imported, "INBOX", 0, 1, flags), default)],
            TestContext.Current.CancellationToken);
    }
}
