using System.Text;
using InboxMind.Contracts.Admin;
using InboxMind.Contracts.Audit;
using InboxMind.Contracts.Privacy;
using InboxMind.Core.Admin;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Audit;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Privacy;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using InboxMind.Embedded.Accounts;
using InboxMind.Embedded.Admin;
using InboxMind.Embedded.Answers;
using InboxMind.Embedded.Audit;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Privacy;
using InboxMind.Embedded.Sync;
using InboxMind.Embedded.Work;

namespace InboxMind.Contracts.Embedded;

public sealed class SqliteErasuresTests : ErasuresContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteErasuresTests() => Erasures = new SqliteErasures(_adapters.Main);

    protected override IErasures Erasures { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteMailExportTests : MailExportContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteMailExportTests() =>
        (Export, Store) = (new SqliteMailExport(_adapters.Main), new SqliteMailStore(_adapters.Main, _adapters.Time));

    protected override IMailExport Export { get; }

    protected override IMailStore Store { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class MainUserDataTests : UserDataContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();
    private readonly SqliteMailStore _store;

    public MainUserDataTests()
    {
        _store = new SqliteMailStore(_adapters.Main, _adapters.Time);
        Data = new MainUserData(_adapters.Folder);
    }

    protected override IUserData Data { get; }

    public void Dispose() => _adapters.Dispose();

    protected override async Task FillAsync(Owner owner)
    {
        // More than one slice, with conversations that join: the last mail names both roots.
        List<MailToSave> mails = [.. Enumerable.Range(0, 250).Select(static i => Samples.Mail($"m{i}", i))];
        mails.Add(Samples.Mail("joins", 300, "m1@example.com", "m2@example.com"));
        await _store.SaveAsync(owner, mails, Cancellation);
        await _store.DeleteAsync(owner, [mails[5].Message.Id], Cancellation);
        await new SqliteWorkQueue(_adapters.Main, _adapters.Time).SendAsync(
            WorkQueues.IndexMail, [IndexMailWork.For(owner.User, [mails[0].Message.Id]).ToBody(), "no json"], Cancellation);
    }

    protected override async Task<bool> HoldsAsync(Owner owner) =>
        await _store.CountAsync(owner, Cancellation) > 0
        || _adapters.Main.Sqlite.Read(session => session.Prepare(
            "SELECT 1 FROM work WHERE instr(body, ?1) UNION ALL SELECT 1 FROM tombstone WHERE user = ?1 UNION ALL SELECT 1 FROM thread "
                + "WHERE user = ?1")
            .Scalar(owner.User.Value)) is not null;
}

public sealed class IndexUserDataTests : UserDataContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();
    private readonly SqliteMailIndex _index;

    public IndexUserDataTests() => _index = new SqliteMailIndex(_adapters.Files);

    protected override IUserData Data => _adapters.Files;

    public void Dispose() => _adapters.Dispose();

    protected override Task FillAsync(Owner owner) =>
        _index.WriteAsync(owner, Samples.Model, [Samples.Indexed("one", "zqword")], Cancellation);

    protected override Task<bool> HoldsAsync(Owner owner) =>
        Task.FromResult(Directory.EnumerateFiles(_adapters.Folder.Indexes, $"{owner.User}.db*")
        .Any(static f => Encoding.UTF8.GetString(ReadShared(f)).Contains("zqword", StringComparison.Ordinal)));

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

public sealed class SqliteUserSearchTests : UserSearchContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteUserSearchTests() => (Search, Store) = (new SqliteUserSearch(_adapters.Main), new SqliteUserStore(_adapters.Main));

    protected override IUserSearch Search { get; }

    protected override IUserStore Store { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteAuditReaderTests : AuditReaderContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteAuditReaderTests() =>
        (Reader, Log) = (new SqliteAuditReader(_adapters.Main), new SqliteAuditLog(_adapters.Main, _adapters.Keys, _adapters.Time));

    protected override IAuditReader Reader { get; }

    protected override IAuditLog Log { get; }

    protected override DateTimeOffset Now => _adapters.Time.GetUtcNow();

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteUsageTests : UsageContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteUsageTests()
    {
        Usage = new SqliteUsage(_adapters.Main, _adapters.Files, _adapters.Folder);
        Users = new SqliteUserStore(_adapters.Main);
        Counts = new SqliteQuestionCounts(_adapters.Main, _adapters.Time);
        Mail = new SqliteMailStore(_adapters.Main, _adapters.Time);
        Index = new SqliteMailIndex(_adapters.Files);
        Mailboxes = new SqliteMailboxStore(_adapters.Main);
        States = new SqliteSyncStateStore(_adapters.Main, _adapters.Time);
    }

    protected override IUsage Usage { get; }

    protected override IUserStore Users { get; }

    protected override IQuestionCounts Counts { get; }

    protected override IMailStore Mail { get; }

    protected override IMailIndex Index { get; }

    protected override IMailboxStore Mailboxes { get; }

    protected override ISyncStateStore States { get; }

    protected override DateTimeOffset Now => _adapters.Time.GetUtcNow();

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteWorkStatusTests : WorkStatusContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteWorkStatusTests() =>
        (Status, Queue) = (new SqliteWorkStatus(_adapters.Main, _adapters.Time), new SqliteWorkQueue(_adapters.Main, _adapters.Time));

    protected override IWorkStatus Status { get; }

    protected override IWorkQueue Queue { get; }

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}
