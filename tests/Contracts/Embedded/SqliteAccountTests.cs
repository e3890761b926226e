using InboxMind.Contracts.Accounts;
using InboxMind.Contracts.Audit;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Audit;
using InboxMind.Core.Connecting;
using InboxMind.Embedded.Accounts;
using InboxMind.Embedded.Audit;

namespace InboxMind.Contracts.Embedded;

public sealed class SqliteUserStoreTests : UserStoreContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteUserStoreTests() => Store = new SqliteUserStore(_adapters.Main);

    protected override IUserStore Store { get; }

    protected override IIdentityDirectory Directory => (IIdentityDirectory)Store;

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqliteSessionStoreTests : SessionStoreContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteSessionStoreTests() => Store = new SqliteSessionStore(_adapters.Main, _adapters.Time);

    protected override ISessionStore Store { get; }

    protected override DateTimeOffset Now => _adapters.Time.GetUtcNow();

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteSignInsTests : SignInsContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteSignInsTests() => Attempts = new SqliteSignIns(_adapters.Main, _adapters.Time);

    protected override ISignInAttempts Attempts { get; }

    protected override IOneTimeLinks Links => (IOneTimeLinks)Attempts;

    protected override DateTimeOffset Now => _adapters.Time.GetUtcNow();

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteExpiredSignInsTests : ExpiredSignInsContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();
    private readonly SqliteSignIns _signIns;

    public SqliteExpiredSignInsTests()
    {
        _signIns = new SqliteSignIns(_adapters.Main, _adapters.Time);
        Expired = new SqliteExpiredSignIns(_adapters.Main);
        Sessions = new SqliteSessionStore(_adapters.Main, _adapters.Time);
    }

    protected override IExpiredSignIns Expired { get; }

    protected override ISignInAttempts Attempts => _signIns;

    protected override IOneTimeLinks Links => _signIns;

    protected override ISessionStore Sessions { get; }

    protected override DateTimeOffset Now => _adapters.Time.GetUtcNow();

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteTokenLocksTests : TokenLocksContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteTokenLocksTests() => Locks = new SqliteTokenLocks(_adapters.Main, _adapters.Time);

    protected override ITokenLocks Locks { get; }

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteSigningKeysTests : SigningKeyStoreContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteSigningKeysTests() => Store = new SqliteSigningKeys(_adapters.Main, _adapters.Keys);

    protected override ISigningKeyStore Store { get; }

    public void Dispose() => _adapters.Dispose();

    [Fact]
    public async Task ListAsync_CiphertextUnderAnotherId_IsLeftOut()
    {
        await AddAsync_Key_KeepsEveryField();

        await _adapters.Main.Sqlite.WriteAsync(static session => session.Execute("UPDATE signing_key SET id = 'another'"), Cancellation);

        (await Store.ListAsync(Cancellation)).ShouldBeEmpty();
    }
}

public sealed class SqliteAuditLogTests : AuditLogContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteAuditLogTests() => Log = new SqliteAuditLog(_adapters.Main, _adapters.Keys, _adapters.Time);

    protected override IAuditLog Log { get; }

    protected override DateTimeOffset Now => _adapters.Time.GetUtcNow();

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}
