using System.Text;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Search;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Core.Tests.Indexing;

/// <summary>A program that reads mail in another way than the one before it.</summary>
public sealed class ReadMailAgainTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WordEmbeddings _model = new();
    private readonly ServiceProvider _services;
    private readonly List<EmailId> _written = [];

    public ReadMailAgainTests()
    {
        var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(_model.Model)
            .AddSingleton(s => WatchedIndex.Around((IMailIndex)s.GetRequiredService<IVectorCache>(), (mails, _) =>
            {
                _written.AddRange(mails.Select(static m => m.Id));
                return Task.CompletedTask;
            }));
        services.AddInboxMindCore();
        services.AddInboxMindEmbedded(_folder.Root);
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IMailStore Store => Get<IMailStore>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task ReadAsync_SomeComeOutOther_IndexesAndEmbedsThoseAlone()
    {
        var (same, other) = (await StoreAsync("same"), await StoreAsync("other", static m => m with { Text = "as it was read before" }));
        await IndexAsync();
        var (written, embedded) = (_written.Count, _model.Embedded);
        var before = await OneAsync(same);

        (await ReadAsync()).ShouldBe((true, 1));
        await IndexAsync();

        _written.Skip(written).ShouldBe([other]);
        (_model.Embedded - embedded).ShouldBe(1);
        (await OneAsync(other)).Message.Text.ShouldBe("Text of other");
        (await OneAsync(same)).Version.ShouldBe(before.Version);
        (await Get<ReadMailAgain>().CountAsync(Owner.Local, Cancellation)).ShouldBe(default);
        (await HitsAsync("before")).ShouldBeEmpty();
        (await HitsAsync("other")).ShouldBe([other]);
    }

    [Fact]
    public async Task ReadAsync_OnePieceOfALongMailIsOther_EmbedsThatPieceAlone()
    {
        var text = Paragraphs("first", "second", "third");
        var id = await StoreAsync("long", m => m with { Text = Paragraphs("first", "second", "other") }, text);
        await IndexAsync();
        var pieces = _model.Embedded;
        pieces.ShouldBeGreaterThan(2);

        await ReadAsync();
        await IndexAsync();

        (await OneAsync(id)).Message.Text.ShouldBe(text);
        (_model.Embedded - pieces).ShouldBeInRange(1, pieces - 1);
    }

    [Fact]
    public async Task ReadAsync_SecondRun_ReadsNothing()
    {
        await StoreAsync("other", static m => m with { Text = "as it was read before" });
        await ReadAsync();

        (await ReadAsync()).ShouldBe((true, 0));
    }

    [Fact]
    public async Task ReadAsync_TimeIsUp_GoesOnTheNextTime()
    {
        for (var i = 0; i < 230; i++)
            await StoreAsync($"number {i}", static m => m with { Text = "as it was read before" });

        // No batch is begun after it is over, and it is over at once.
        (await Get<ReadMailAgain>().ReadAsync(Owner.Local, TimeSpan.Zero, static _ => { }, Cancellation)).ShouldBeFalse();
        var changed = new List<int>();
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => Get<ReadMailAgain>().ReadAsync(
            Owner.Local, TimeSpan.MaxValue,
            n =>
            {
                changed.Add(n);
                stop.Cancel();
                stop.Token.ThrowIfCancellationRequested();
            },
            stop.Token));
        changed.Sum().ShouldBe(100);
        (await Get<ReadMailAgain>().CountAsync(Owner.Local, Cancellation)).ShouldBe(new ReadingCounts(130, 0));

        (await ReadAsync()).ShouldBe((true, 130));
        await IndexAsync();
        (await HitsAsync("before")).ShouldBeEmpty();
        (await Store.CoverageAsync(Owner.Local, Cancellation)).IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task ReadAsync_EndsBetweenSavingAndQueueing_IsQueuedBySweeping()
    {
        var id = await StoreAsync("other", static m => m with { Text = "as it was read before" });
        await IndexAsync();
        var read = Get<MimeReader>().Read(UserId.Local, Raw("other"), default).Message;

        await Get<IMailReadings>().SaveAsync(
            Owner.Local, ReadingVersion.Current, [new MailReading(id, new ThreadClues(id, read.MessageId, read.Subject, [], null), read)],
            Cancellation);

        (await Store.UnindexedAsync(Owner.Local, [id], Cancellation)).ShouldBe([id]);
        (await Get<IUnindexedMail>().UnindexedAsync(DateTimeOffset.MaxValue, 10, Cancellation)).ShouldBe([(UserId.Local, id)]);
    }

    [Fact]
    public async Task ReadAsync_RawMailIsDamaged_KeepsWhatWasReadAndSaysSo()
    {
        var id = await StoreAsync("damaged", static m => m with { Text = "as it was read before" });
        var sound = await StoreAsync("sound", static m => m with { Text = "as it was read before" });
        DamageRaw(id);

        (await ReadAsync()).ShouldBe((true, 1));

        (await OneAsync(id)).Message.Text.ShouldBe("as it was read before");
        (await OneAsync(sound)).Message.Text.ShouldBe("Text of sound");
        (await Get<ReadMailAgain>().CountAsync(Owner.Local, Cancellation)).ShouldBe(new ReadingCounts(0, 1));
        Get<ReadingWork>().Counts.ShouldBe(new ReadingCounts(0, 1));
        (await ReadAsync()).ShouldBe((true, 0));
    }

    [Fact]
    public async Task ReadAsync_DateOfTheFile_Stays()
    {
        var date = new DateTimeOffset(2019, 5, 4, 3, 2, 1, TimeSpan.Zero);
        var id = await StoreAsync("undated", m => m with { Date = date, DateSource = DateSource.Storage, Text = "" }, isDated: false);

        await ReadAsync();

        var message = (await OneAsync(id)).Message;
        (message.Date, message.DateSource, message.Text).ShouldBe((date, DateSource.Storage, "Text of undated"));
    }

    [Fact]
    public async Task ReadAllAgain_SeveralUsers_ReadsAllOfThem()
    {
        var other = new Owner(new UserId("other"));
        await StoreAsync("one", static m => m with { Text = "before" });
        await StoreAsync("two", static m => m with { Text = "before" }, owner: other);

        (await Get<ReadAllAgain>().ReadAsync(TimeSpan.FromHours(1), Cancellation)).ShouldBeTrue();

        foreach (var owner in (Owner[])[Owner.Local, other])
            (await Get<ReadMailAgain>().CountAsync(owner, Cancellation)).ShouldBe(default);
        Get<ReadingWork>().IsDone(other).ShouldBeTrue();
    }

    [Fact]
    public async Task ReadAsync_OtherKeys_ReadsWhatIsEncryptedAgain()
    {
        var keys = new GivenKeys();
        var secret = await StoreAsync("secret", text: "-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----");
        await StoreAsync("open");
        (await ReadAsync()).ShouldBe((true, 0));
        await IndexAsync();
        (await HitsAsync("is:encrypted")).ShouldBe([secret]);
        (await Get<CountEncrypted>().CountAsync(Owner.Local, Cancellation)).ShouldBe(1);

        (await ReadAsync(keys)).ShouldBe((true, 1));
        (await ReadAsync(keys)).ShouldBe((true, 0));
        await IndexAsync();
        (await HitsAsync("oyster")).ShouldBe([secret]);
        (await OneAsync(secret)).Message.Protection.ShouldBe("decrypted with your key (OpenPGP)");
        (await Get<CountEncrypted>().CountAsync(Owner.Local, Cancellation)).ShouldBe(0);

        keys.Id = null;
        (await ReadAsync(keys)).ShouldBe((true, 0), "a key that cannot be used now takes nothing away");
        (await ReadAsync()).ShouldBe((true, 1));
        await IndexAsync();
        (await HitsAsync("oyster")).ShouldBeEmpty();
        (await HitsAsync("is:encrypted")).ShouldBe([secret]);
    }

    private Task<(bool IsDone, int Changed)> ReadAsync(IMailKeys keys) => ReadAsync(new ReadMailAgain(
        Store, Get<IMailReadings>(), new MimeReader(TimeProvider.System, keys), Get<IndexQueue>(), Get<ReadingWork>(), TimeProvider.System,
        keys, Get<IEncryptedMail>()));

    private static string Paragraphs(params string[] words) =>
        string.Join("\n\n", words.Select(static w => string.Join(' ', Enumerable.Repeat($"{w} paragraph of it.", 90))));

    private static byte[] Raw(string name, string? text = null, bool isDated = true) => Encoding.UTF8.GetBytes(
        $"From: anna@example.com\r\nSubject: {name}\r\nMessage-ID: <{name.Replace(' ', '.')}@example.com>\r\n"
        + (isDated ? "Date: Thu, 26 Nov 2026 08:00:00 +0000\r\n" : "") + $"\r\n{text ?? $"Text of {name}"}\r\n");

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private Task<(bool IsDone, int Changed)> ReadAsync() => ReadAsync(Get<ReadMailAgain>());

    private static async Task<(bool IsDone, int Changed)> ReadAsync(ReadMailAgain read)
    {
        var changed = 0;
        return (await read.ReadAsync(Owner.Local, TimeSpan.MaxValue, n => changed += n, Cancellation), changed);
    }

    private async Task IndexAsync()
    {
        while (await Get<QueueWorker<IndexMailHandler>>().RunOnceAsync(Cancellation))
            Cancellation.ThrowIfCancellationRequested();
        await Get<EmbedMail>().EmbedAsync(Owner.Local, TimeSpan.MaxValue, static _ => { }, Cancellation);
    }

    private async Task<List<EmailId>> HitsAsync(string word) =>
        [.. (await Get<IMailIndex>().ListAsync(
            Owner.Local, QueryParser.Parse(word, TimeZoneInfo.Utc, new DateOnly(2026, 11, 29)), null, new MailRange(null, 0, 10),
            Cancellation)).Select(static p => p.Id)];

    private async Task<StoredMail> OneAsync(EmailId id) => (await Store.GetAsync(Owner.Local, [id], Cancellation)).ShouldHaveSingleItem();

    /// <summary>Stores a mail as an earlier version read it, and queues it.</summary>
    private async Task<EmailId> StoreAsync(
        string name, Func<MailMessage, MailMessage>? before = null, string? text = null, bool isDated = true, Owner? owner = null)
    {
        var whose = owner ?? Owner.Local;
        var raw = Raw(name, text, isDated);
        var read = Get<MimeReader>().Read(whose.User, raw, DateTimeOffset.UnixEpoch);
        var place = new Placement(MailboxId.Imported, "Inbox", 1, (uint)name.GetHashCode(StringComparison.Ordinal), default);
        var mail = new MailToSave(before is null ? read.Message : before(read.Message), read.References, place, raw) { Reading = 0 };
        await Store.SaveAsync(whose, [mail], Cancellation);
        await Get<IndexQueue>().AddAsync(whose, [read.Message.Id], Cancellation);
        return read.Message.Id;
    }

    private void DamageRaw(EmailId id)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["inboxmind.db"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE message SET text = substr(text, 1, length(text) - 5) WHERE id = $id";
        command.Parameters.AddWithValue("$id", id.Value);
        command.ExecuteNonQuery().ShouldBe(1);
    }

    /// <summary>Keys that open everything.</summary>
    private sealed class GivenKeys : IMailKeys
    {
        public string? Id { get; set; } = "mine";

        public string? Problem => null;

        public byte[] Open(MailCipher cipher, byte[] content) => "The oyster bank is closed."u8.ToArray();
    }
}
