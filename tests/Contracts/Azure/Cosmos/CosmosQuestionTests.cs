using InboxMind.Azure.Accounts;
using InboxMind.Azure.Admin;
using InboxMind.Azure.Answers;
using InboxMind.Azure.Counting;
using InboxMind.Contracts.Accounts;
using InboxMind.Contracts.Admin;
using InboxMind.Contracts.Answers;
using InboxMind.Contracts.Embedded;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Admin;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Counting;
using InboxMind.Core.Index;
using InboxMind.Core.Sync;
using InboxMind.Embedded.Index;

namespace InboxMind.Contracts.Azure.Cosmos;

public sealed class CosmosQuestionLogTests : QuestionLogContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    public CosmosQuestionLogTests() => Log = new CosmosQuestionLog(_adapters.Account.Database);

    protected override IQuestionLog Log { get; }

    protected override IQuestionRetention Retention => (IQuestionRetention)Log;

    protected override IMailStore Mails => _adapters.Store;

    public void Dispose() => _adapters.Dispose();
}

public sealed class CosmosUsageTests : UsageContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();
    private readonly SqliteAdapters _indexes = new();

    public CosmosUsageTests()
    {
        var database = _adapters.Account.Database;
        Usage = new CosmosUsage(database, _indexes.Files);
        Users = new CosmosUserStore(database, new IdentityEntries(database, _adapters.Account.Time));
        Counts = new CosmosQuestionCounts(database, _adapters.Account.Time);
        Index = new SqliteMailIndex(_indexes.Files);
    }

    protected override IUsage Usage { get; }

    protected override IUserStore Users { get; }

    protected override IQuestionCounts Counts { get; }

    protected override IMailStore Mail => _adapters.Store;

    protected override IMailIndex Index { get; }

    protected override IMailboxStore Mailboxes => _adapters.Mailboxes;

    protected override ISyncStateStore States => _adapters.States;

    protected override DateTimeOffset Now => _adapters.Now;

    public void Dispose()
    {
        _adapters.Dispose();
        _indexes.Dispose();
    }

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class CosmosExpiredSignInsTests : ExpiredSignInsContract, IDisposable
{
    private readonly CosmosAccount _account = new();
    private readonly CosmosSignIns _signIns;

    public CosmosExpiredSignInsTests()
    {
        _signIns = new CosmosSignIns(_account.Database, _account.Time);
        Expired = new CosmosExpiredSignIns(new IdentityEntries(_account.Database, _account.Time));
        Sessions = new CosmosSessionStore(_account.Database, _account.Time);
    }

    protected override bool ExpiresByItself => true;

    protected override IExpiredSignIns Expired { get; }

    protected override ISignInAttempts Attempts => _signIns;

    protected override IOneTimeLinks Links => _signIns;

    protected override ISessionStore Sessions { get; }

    protected override DateTimeOffset Now => _account.Time.GetUtcNow();

    public void Dispose() => _account.Dispose();

    [Fact]
    public async Task Items_Expired_AreGoneByThemselves()
    {
        await DeleteAsync_SomeExpired_DeletesThoseAndLeavesTheRest();

        await PassAsync(TimeSpan.FromDays(1));

        _account.Server.Items("users").ShouldBeEmpty();
        _account.Server.Items("lookups").ShouldBeEmpty();
    }

    protected override Task PassAsync(TimeSpan time)
    {
        _account.Time.Advance(time);
        return Task.CompletedTask;
    }
}

public sealed class CosmosPersonMergesTests : PersonMergesContract, IDisposable
{
    private readonly CosmosAccount _account = new();

    public CosmosPersonMergesTests() => Merges = new CosmosPersonMerges(_account.Database);

    protected override IPersonMerges Merges { get; }

    public void Dispose() => _account.Dispose();
}
