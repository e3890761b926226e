using InboxMind.Contracts.Privacy;
using InboxMind.Core.Privacy;
using InboxMind.Core.Sync;

namespace InboxMind.Contracts.Azure.Cosmos;

public sealed class CosmosMailStoreTests : MailStoreContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override IMailStore Store => _adapters.Store;

    public void Dispose() => _adapters.Dispose();
}

public sealed class CosmosMailReadingsTests : MailReadingsContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override IMailStore Store => _adapters.Store;

    protected override IMailReadings Readings => _adapters.Readings;

    public void Dispose() => _adapters.Dispose();
}

public sealed class CosmosMailThreadTests : MailThreadContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override IMailStore Store => _adapters.Store;

    public void Dispose() => _adapters.Dispose();
}

public sealed class CosmosMailListTests : MailListContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override IMailStore Store => _adapters.Store;

    protected override DateTimeOffset Now => _adapters.Now;

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class CosmosSetAsideMailTests : SetAsideMailContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override ISetAsideMail SetAside => _adapters.SetAside;

    protected override IMailStore Store => _adapters.Store;

    public void Dispose() => _adapters.Dispose();
}

public sealed class CosmosMailboxStoreTests : MailboxStoreContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override IMailboxStore Store => _adapters.Mailboxes;

    public void Dispose() => _adapters.Dispose();
}

public sealed class CosmosSyncStateStoreTests : SyncStateStoreContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override ISyncStateStore States => _adapters.States;

    protected override ISyncedMail Mail => _adapters.Mail;

    protected override IMailStore Store => _adapters.Store;

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class CosmosRawMailTests : RawMailContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override IMailStore Store => _adapters.Store;

    protected override IMailboxStore Mailboxes => _adapters.Mailboxes;

    protected override IMailExport Export => _adapters.Export;

    protected override IReadOnlyList<IUserData> Data => [_adapters.Data];

    public void Dispose() => _adapters.Dispose();
}

public sealed class CosmosMailExportTests : MailExportContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override IMailExport Export => _adapters.Export;

    protected override IMailStore Store => _adapters.Store;

    public void Dispose() => _adapters.Dispose();
}

public sealed class CosmosMailDataTests : UserDataContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override IUserData Data => _adapters.Data;

    public void Dispose() => _adapters.Dispose();

    protected override async Task FillAsync(Owner owner)
    {
        await _adapters.Mailboxes.SaveAsync(
            owner,
            new Mailbox(new MailboxId("home"), MailboxKind.Imap, "Home") { Sync = SyncChoice.Default with { Enabled = true } },
                Cancellation);
        await _adapters.Store.SaveAsync(owner, [Samples.Mail("one"), Samples.Mail("two")], Cancellation);
    }

    protected override Task<bool> HoldsAsync(Owner owner) => Task.FromResult(
        _adapters.Account.Server.Items("users").Concat(_adapters.Account.Server.Items("lookups"))
            .Any(item => (string?)item["user"] == owner.User.Value));
}
