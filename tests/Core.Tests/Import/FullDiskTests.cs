using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Search;
using InboxMind.Core.Work;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Storage;
using InboxMind.Embedded.Work;
using InboxMind.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Core.Tests.Import;

/// <summary>An import that finds no more room for the database.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Mails = 300;

    private readonly TempFolder _folder = new();
    private readonly MainDatabase _database;
    private readonly IndexFiles _files;
    private readonly SqliteMailStore _store;
    private readonly SqliteMailIndex _index;
    private readonly SqliteWorkQueue _queue;
    private readonly Told _log = new();
    private readonly ImportMail _import;

    public FullDiskTests()
    {
        var data = new DataFolder(_folder.Root);
        _database = new MainDatabase(data);
        _files = new IndexFiles(data);
        _store = new SqliteMailStore(_database, TimeProvider.System);
        _index = new SqliteMailIndex(_files);
        _queue = new SqliteWorkQueue(_database, TimeProvider.System);
        var handler = new IndexMailHandler(
            new IndexMessages(
                _store, _index, new CheckIndex(_index, _store, _queue), new RemoveDeleted(_store, _index, new EmptiedMailboxes()),
                new VectorWork(), new AttachmentWork()), _queue,
            NullLogger<IndexMailHandler>.Instance);
        _import = new ImportMail(
            new SqliteMailboxStore(_database), _store,
            new IndexQueue(_queue),
            new IndexStored(_store, _queue,
                new QueueWorker<IndexMailHandler>(_queue, handler, new WorkSettings(), TimeProvider.System, _log), TimeProvider.System),
            new MimeReader(TimeProvider.System), TimeProvider.System);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _files.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ImportAsync_NoRoom_SaysSoKeepsWhatIsStoredAndGoesOnWhenThereIsRoom()
    {
        // The limit belongs to the connection that writes and goes with it when a write fails: then there is room again.
        await _database.Sqlite.WriteAsync(static s =>
            s.Execute($"PRAGMA max_page_count={s.Scalar("PRAGMA page_count") + 110}"), Cancellation);

        var error = await Should.ThrowAsync<DataFolderException>(RunAsync);

        error.Message.ShouldContain("full");
        error.Message.ShouldNotContain('\n');
        var stored = await _store.CountAsync(Owner.Local, Cancellation);
        stored.ShouldBeInRange(1, Mails - 1);

        var summary = await RunAsync();
        summary.ShouldBe(new ImportSummary(Mails, Mails - stored, stored, 0, summary.Indexed));
        (await _store.CountAsync(Owner.Local, Cancellation)).ShouldBe(Mails);
        for (var i = 0; i < Mails; i++)
        {
            var query = QueryParser.Parse($"\"unique{i}\"", TimeZoneInfo.Utc, default);
            var hit = (await _index.SearchAsync(Owner.Local, new IndexQuery(query, "", default, 10), Cancellation)).ShouldHaveSingleItem();
            (await _store.GetRawAsync(Owner.Local, hit.Id, Cancellation)).ShouldBe(Source.Mail(i));
        }

        (await _store.UnindexedAsync(Owner.Local, [.. await IdsAsync()], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ImportAsync_NoRoomInTheIndex_SaysSoAtOnceAndOnlyOnce()
    {
        await _files.Rent(Owner.Local).File.Database.WriteAsync(static s => s.Execute("PRAGMA max_page_count=60"), Cancellation);

        var error = await Should.ThrowAsync<StorageUnusableException>(RunAsync);

        error.Message.ShouldContain("full");
        _log.Lines.ShouldBeEmpty();
        (await _queue.CountAsync(WorkQueues.IndexMail, Cancellation)).ShouldBeGreaterThan(0);
        (await _queue.ListPoisonedAsync(WorkQueues.IndexMail, 10, Cancellation)).ShouldBeEmpty();
    }

    private async Task<List<EmailId>> IdsAsync()
    {
        var all = await _index.SearchAsync(Owner.Local, new IndexQuery(SearchQuery.Empty, "", default, 1_000), Cancellation);
        return [.. all.Select(static h => h.Id)];
    }

    private Task<ImportSummary> RunAsync() => _import.ImportAsync(Owner.Local, new Source(), new ImportProgress(), Cancellation);

    private sealed class Source : IMailSource
    {
        public long TotalBytes => 0;

        public long BytesRead => 0;

        public static byte[] Mail(int number)
        {
            // What does not compress, so that the mails take room.
            var random = new Random(number);
            var noise = string.Concat(Enumerable.Range(0, 250).Select(_ => random.Next().ToString("x8", CultureInfo.InvariantCulture)));
            return Encoding.ASCII.GetBytes(
                $"From: anna@example.com\nDate: Fri, 1 Mar 2024 09:00:00 +0000\nMessage-ID: <{number}@example.com>\nSubject: Mail "
                    + $"{number}\n\n"
                + $"unique{number}\n{noise}\n");
        }

        public IEnumerable<RawMail> Read(CancellationToken cancellation) => Enumerable.Range(0, Mails)
            .Select(static i => new RawMail(Mail(i), "INBOX", MailFlags.None, DateTimeOffset.UnixEpoch, $"{i}"));
    }

    private sealed class Told : ILogger<QueueWorker<IndexMailHandler>>
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
