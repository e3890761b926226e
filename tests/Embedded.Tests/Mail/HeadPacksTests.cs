using System.Globalization;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Mail;

public sealed class HeadPacksTests : IDisposable
{
    /// <summary>More than two packs hold.</summary>
    private const int Many = 600;

    private readonly TempFolder _folder = new();
    private readonly MainDatabase _database;
    private readonly SqliteMailStore _store;

    public HeadPacksTests()
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
    public async Task ReadAsync_SmallMailbox_IsNotPacked()
    {
        await SaveAsync(0, Many);

        (await new SqliteHeadPacks(_database).ReadAsync(Owner.Local, Cancellation)).ShouldBeNull();
        (await new SqliteHeadPacks(_database, Many).ReadAsync(Owner.Local, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task ReadAsync_ManyMissing_MakesThemFirst()
    {
        await SaveAsync(0, Many);

        var packs = (await new SqliteHeadPacks(_database, 1, mostMissing: 2).ReadAsync(Owner.Local, Cancellation))!;

        packs.Sum(static p => p.Count).ShouldBe(Many);
        packs.ShouldAllBe(static p => p.Key != null, "they were read from where they are kept");
        Kept().ShouldBe(3);
    }

    [Fact]
    public async Task ReadAsync_OnePackVoid_MakesNoOther()
    {
        await SaveAsync(0, Many);
        var packs = new SqliteHeadPacks(_database, 1);
        await packs.ReadAsync(Owner.Local, Cancellation);
        var before = (await packs.ReadAsync(Owner.Local, Cancellation))!.Select(static p => p.Key).ToList();

        await _store.DeleteAsync(Owner.Local, [Id(300)], Cancellation);

        var after = (await packs.ReadAsync(Owner.Local, Cancellation))!;
        after.Sum(static p => p.Count).ShouldBe(Many - 1);
        after.Select(static p => p.Key).Intersect(before).Count().ShouldBe(2);
        Kept().ShouldBe(3);
    }

    [Fact]
    public async Task ReadAsync_Stopped_IsMadeByTheNext()
    {
        await SaveAsync(0, Many);
        var packs = new SqliteHeadPacks(_database, 1, mostMissing: 2);

        await Should.ThrowAsync<OperationCanceledException>(() => packs.ReadAsync(Owner.Local, new CancellationToken(canceled: true)));

        (await packs.ReadAsync(Owner.Local, Cancellation))!.Sum(static p => p.Count).ShouldBe(Many);
    }

    [Fact]
    public async Task ReadAsync_PackOfAnotherVersion_IsMadeAgain()
    {
        await SaveAsync(0, Many);
        var packs = new SqliteHeadPacks(_database, 1);
        await packs.ReadAsync(Owner.Local, Cancellation);
        await _database.Sqlite.WriteAsync(static s => s.Execute("UPDATE head_pack SET data = zeroblob(20) WHERE number = 1"), Cancellation);

        (await packs.ReadAsync(Owner.Local, Cancellation))!.Sum(static p => p.Count).ShouldBe(Many);

        (await packs.ReadAsync(Owner.Local, Cancellation))!.ShouldAllBe(static p => p.Key != null, "it was made again");
    }

    /// <summary>A head may change between the reading of a pack and its keeping.</summary>
    [Fact]
    public async Task ReadAsync_WhileMailComesAndGoes_IsAsTheStoreAfterwards()
    {
        await SaveAsync(0, 20);
        var packs = new SqliteHeadPacks(_database, 1);
        var changing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 60; i++)
                {
                    await SaveAsync(20 + i, 1);
                    await _store.DeleteAsync(Owner.Local, [Id(i)], Cancellation);
                }
            }, Cancellation);
        while (!changing.IsCompleted)
            (await packs.ReadAsync(Owner.Local, Cancellation))!.Sum(static p => p.Count).ShouldBeInRange(20, 21);
        await changing;

        var ids = (await packs.ReadAsync(Owner.Local, Cancellation))!
            .SelectMany(static p => Enumerable.Range(0, p.Count).Select(i => p.Head(i, static _ => new MailAddress("", "")).Id));

        ids.ShouldBe(Enumerable.Range(60, 20).Select(Id), ignoreOrder: true);
    }

    private long Kept() => _database.Sqlite.Read(static s => s.Scalar("SELECT COUNT(*) FROM head_pack"));

    private static EmailId Id(int number) => new($"n{number.ToString(CultureInfo.InvariantCulture)}".PadRight(EmailId.Length, 'a'));

    private async Task SaveAsync(int first, int count) => await _store.SaveAsync(
        Owner.Local, [.. Enumerable.Range(first, count).Select(static i => Mail(i))], Cancellation);

    private static MailToSave Mail(int number) => new(
        new MailMessage
        {
            Id = Id(number),
            MessageId = $"{number}@example.com",
            Subject = $"Letter {number}",
            From = [new MailAddress("", "anna@example.com")],
            To = [],
            Cc = [],
            Bcc = [],
            Date = DateTimeOffset.UnixEpoch.AddMinutes(number),
            Text = "",
            Attachments = [],
            Size = 0,
        }, [], new Placement(MailboxId.Imported, "INBOX", 1, (uint)number, MailFlags.None), default);
}
