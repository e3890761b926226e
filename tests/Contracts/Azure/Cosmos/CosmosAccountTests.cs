using InboxMind.Azure.Accounts;
using InboxMind.Azure.Admin;
using InboxMind.Azure.Answers;
using InboxMind.Azure.Audit;
using InboxMind.Azure.Privacy;
using InboxMind.Contracts.Accounts;
using InboxMind.Contracts.Admin;
using InboxMind.Contracts.Answers;
using InboxMind.Contracts.Audit;
using InboxMind.Contracts.Privacy;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Admin;
using InboxMind.Core.Audit;
using InboxMind.Core.Budgets;
using InboxMind.Core.Connecting;
using InboxMind.Core.Privacy;
using InboxMind.Testing;

namespace InboxMind.Contracts.Azure.Cosmos;

public sealed class CosmosUserStoreTests : UserStoreContract, IDisposable
{
    private readonly CosmosAccount _account = new();

    public CosmosUserStoreTests() => Store =
        new CosmosUserStore(_account.Database, new IdentityEntries(_account.Database, _account.Time));

    protected override IUserStore Store { get; }

    protected override IIdentityDirectory Directory => (IIdentityDirectory)Store;

    public void Dispose() => _account.Dispose();
}

public sealed class CosmosSessionStoreTests : SessionStoreContract, IDisposable
{
    private readonly CosmosAccount _account = new();

    public CosmosSessionStoreTests() => Store = new CosmosSessionStore(_account.Database, _account.Time);

    protected override ISessionStore Store { get; }

    protected override DateTimeOffset Now => _account.Time.GetUtcNow();

    public void Dispose() => _account.Dispose();

    protected override Task PassAsync(TimeSpan time)
    {
        _account.Time.Advance(time);
        return Task.CompletedTask;
    }
}

public sealed class CosmosSignInsTests : SignInsContract, IDisposable
{
    private readonly CosmosAccount _account = new();

    public CosmosSignInsTests() => Attempts = new CosmosSignIns(_account.Database, _account.Time);

    protected override ISignInAttempts Attempts { get; }

    protected override IOneTimeLinks Links => (IOneTimeLinks)Attempts;

    protected override DateTimeOffset Now => _account.Time.GetUtcNow();

    public void Dispose() => _account.Dispose();

    protected override Task PassAsync(TimeSpan time)
    {
        _account.Time.Advance(time);
        return Task.CompletedTask;
    }
}

public sealed class CosmosTokenLocksTests : TokenLocksContract, IDisposable
{
    private readonly CosmosAccount _account = new();

    public CosmosTokenLocksTests() => Locks = new CosmosTokenLocks(_account.Database, _account.Time);

    protected override ITokenLocks Locks { get; }

    public void Dispose() => _account.Dispose();

    protected override Task PassAsync(TimeSpan time)
    {
        _account.Time.Advance(time);
        return Task.CompletedTask;
    }
}

public sealed class CosmosSecretStoreTests : SecretStoreContract, IDisposable
{
    private readonly CosmosAccount _account = new();
    private readonly CosmosKeys _keys;

    public CosmosSecretStoreTests(Azurite azurite)
    {
        _keys = new CosmosKeys(azurite);
        Store = new CosmosSecretStore(_account.Database, _keys.Ring);
    }

    protected override ISecretStore Store { get; }

    public void Dispose()
    {
        _keys.Dispose();
        _account.Dispose();
    }

    [Fact]
    public async Task SaveAsync_Secret_LiesEncryptedAndOpensForNothingElse()
    {
        await Store.SaveAsync(Anna, new MailboxId("home"), SecretKind.Password, "hunter2", Cancellation);

        var item = _account.Server.Items("users").ShouldHaveSingleItem();
        item.ToJsonString().ShouldNotContain("hunter2");
        var moved = item.DeepClone().AsObject();
        moved["id"] = UserKeys.Secret(new MailboxId("work"), SecretKind.Password);
        await _account.Database.User(Anna).UpsertAsync("test", moved, Cancellation);
        await Should.ThrowAsync<SecretUnreadableException>(() =>
            Store.ReadAsync(Anna, new MailboxId("work"), SecretKind.Password, Cancellation));
    }
}

public sealed class CosmosBudgetsTests : BudgetsContract, IDisposable
{
    private readonly CosmosAccount _account = new();

    public CosmosBudgetsTests() => Budgets = new CosmosBudgets(_account.Database, _account.Time);

    protected override IBudgets Budgets { get; }

    public void Dispose() => _account.Dispose();

    protected override Task PassAsync(TimeSpan time)
    {
        _account.Time.Advance(time);
        return Task.CompletedTask;
    }
}

public sealed class CosmosErasuresTests : ErasuresContract, IDisposable
{
    private readonly CosmosAccount _account = new();

    public CosmosErasuresTests() => Erasures = new CosmosErasures(_account.Database);

    protected override IErasures Erasures { get; }

    public void Dispose() => _account.Dispose();
}

public sealed class CosmosUserSearchTests : UserSearchContract, IDisposable
{
    private readonly CosmosAccount _account = new();

    public CosmosUserSearchTests()
    {
        Search = new CosmosUserSearch(_account.Database);
        Store = new CosmosUserStore(_account.Database, new IdentityEntries(_account.Database, _account.Time));
    }

    protected override IUserSearch Search { get; }

    protected override IUserStore Store { get; }

    public void Dispose() => _account.Dispose();
}

public sealed class CosmosAuditLogTests : AuditLogContract, IDisposable
{
    private readonly CosmosAccount _account = new();
    private readonly CosmosKeys _keys;

    public CosmosAuditLogTests(Azurite azurite)
    {
        _keys = new CosmosKeys(azurite);
        Log = new CosmosAuditLog(_account.Database, _keys.Audit, _account.Time);
    }

    protected override IAuditLog Log { get; }

    protected override DateTimeOffset Now => _account.Time.GetUtcNow();

    public void Dispose()
    {
        _keys.Dispose();
        _account.Dispose();
    }

    protected override Task PassAsync(TimeSpan time)
    {
        _account.Time.Advance(time);
        return Task.CompletedTask;
    }
}

public sealed class CosmosAuditReaderTests : AuditReaderContract, IDisposable
{
    private readonly CosmosAccount _account = new();
    private readonly CosmosKeys _keys;

    public CosmosAuditReaderTests(Azurite azurite)
    {
        _keys = new CosmosKeys(azurite);
        (Reader, Log) = (
            new CosmosAuditReader(_account.Database), new CosmosAuditLog(_account.Database, _keys.Audit, _account.Time));
    }

    protected override IAuditReader Reader { get; }

    protected override IAuditLog Log { get; }

    protected override DateTimeOffset Now => _account.Time.GetUtcNow();

    public void Dispose()
    {
        _keys.Dispose();
        _account.Dispose();
    }

    protected override Task PassAsync(TimeSpan time)
    {
        _account.Time.Advance(time);
        return Task.CompletedTask;
    }
}
