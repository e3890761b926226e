using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Heads;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using InboxMind.Embedded.Accounts;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Sync;
using InboxMind.Embedded.Work;

namespace InboxMind.Contracts.Embedded;

public sealed class SqliteMailStoreTests : MailStoreContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteMailStoreTests() => Store = new SqliteMailStore(_adapters.Main, _adapters.Time);

    protected override IMailStore Store { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteMailReadingsTests : MailReadingsContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteMailReadingsTests() =>
        (Store, Readings) = (new SqliteMailStore(_adapters.Main, _adapters.Time), new SqliteMailReadings(_adapters.Main, _adapters.Time));

    protected override IMailStore Store { get; }

    protected override IMailReadings Readings { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteHeadPacksTests : HeadPacksContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteHeadPacksTests()
    {
        Store = new SqliteMailStore(_adapters.Main, _adapters.Time);
        Readings = new SqliteMailReadings(_adapters.Main, _adapters.Time);
        Packs = new SqliteHeadPacks(_adapters.Main, least: 1);
    }

    protected override IMailStore Store { get; }

    protected override IMailReadings Readings { get; }

    protected override IHeadPacks Packs { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteMailThreadTests : MailThreadContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteMailThreadTests() => Store = new SqliteMailStore(_adapters.Main, _adapters.Time);

    protected override IMailStore Store { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteMailListTests : MailListContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteMailListTests() => Store = new SqliteMailStore(_adapters.Main, _adapters.Time);

    protected override IMailStore Store { get; }

    protected override DateTimeOffset Now => _adapters.Time.GetUtcNow();

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteSetAsideMailTests : SetAsideMailContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteSetAsideMailTests() =>
        (SetAside, Store) = (new SqliteSetAsideMail(_adapters.Main), new SqliteMailStore(_adapters.Main, _adapters.Time));

    protected override ISetAsideMail SetAside { get; }

    protected override IMailStore Store { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteMailboxStoreTests : MailboxStoreContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteMailboxStoreTests() => Store = new SqliteMailboxStore(_adapters.Main);

    protected override IMailboxStore Store { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteDirectoryTests : DirectoryContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();
    private readonly SqliteDirectory _directory;

    public SqliteDirectoryTests()
    {
        Store = new SqliteMailStore(_adapters.Main, _adapters.Time);
        _directory = new SqliteDirectory(_adapters.Main);
        Mailboxes = new SqliteMailboxStore(_adapters.Main);
        States = new SqliteSyncStateStore(_adapters.Main, _adapters.Time);
        Users = new SqliteUserStore(_adapters.Main);
    }

    protected override IMailboxStore Mailboxes { get; }

    protected override ISyncStateStore States { get; }

    protected override IUserStore Users { get; }

    protected override IUnindexedMail Unindexed => _directory;

    protected override IDueMailboxes Due => _directory;

    protected override IUserDirectory Listed => _directory;

    protected override IMailStore Store { get; }

    protected override DateTimeOffset Now => _adapters.Time.GetUtcNow();

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteWorkQueueTests : WorkQueueContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteWorkQueueTests() => Queue = new SqliteWorkQueue(_adapters.Main, _adapters.Time);

    protected override IWorkQueue Queue { get; }

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteAttachmentIndexTests : AttachmentIndexContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();
    private readonly SqliteMailIndex _index;

    public SqliteAttachmentIndexTests() => _index = new SqliteMailIndex(_adapters.Files);

    protected override IMailIndex Index => _index;

    protected override IAttachmentIndex Attachments => _index;

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteLanguageIndexTests : LanguageIndexContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteLanguageIndexTests() => Index = new SqliteMailIndex(_adapters.Files);

    protected override IMailIndex Index { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteMailIndexTests : MailIndexContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteMailIndexTests() => Index = new SqliteMailIndex(_adapters.Files);

    protected override IMailIndex Index { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteVectorCacheTests : VectorCacheContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();
    private readonly SqliteMailIndex _index;

    public SqliteVectorCacheTests() => _index = new SqliteMailIndex(_adapters.Files);

    protected override IMailIndex Index => _index;

    protected override IVectorCache Cache => _index;

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteSyncStateStoreTests : SyncStateStoreContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();
    private readonly SqliteMailStore _store;

    public SqliteSyncStateStoreTests()
    {
        _store = new SqliteMailStore(_adapters.Main, _adapters.Time);
        States = new SqliteSyncStateStore(_adapters.Main, _adapters.Time);
        Mail = new SqliteSyncedMail(_store, _adapters.Main, _adapters.Time);
    }

    protected override ISyncStateStore States { get; }

    protected override ISyncedMail Mail { get; }

    protected override IMailStore Store => _store;

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteSecretStoreTests : SecretStoreContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();
    private readonly KeyRing _keys;

    public SqliteSecretStoreTests()
    {
        _keys = new KeyRing(_adapters.Folder);
        Store = new SqliteSecretStore(_adapters.Main, _keys);
    }

    protected override ISecretStore Store { get; }

    public void Dispose()
    {
        _keys.Dispose();
        _adapters.Dispose();
    }
}

public sealed class SqliteMailConditionsTests : MailConditionsContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteMailConditionsTests() => Index = new SqliteMailIndex(_adapters.Files);

    protected override IMailIndex Index { get; }

    public void Dispose() => _adapters.Dispose();
}
