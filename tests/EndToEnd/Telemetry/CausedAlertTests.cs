using System.Net;
using System.Net.Http.Json;
using InboxMind.Core;
using InboxMind.Core.Connecting;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.EndToEnd.Telemetry;

/// <summary>Causes what alerts are for at a real <c>serve</c>, and sees a real Prometheus fire them.</summary>
public sealed class CausedAlertTests : IAsyncDisposable
{
    private const string MetricsToken = "metrics-token-of-thirty-two-characters";
    private const int Mails = 60;
    private const int Refused = 20;
    private const int Slow = 20;
    private const int Broken = 15;
    private const int OverBudget = 30;

    private static readonly TimeSpan Long = TimeSpan.FromHours(2);

    private readonly TempFolder _folder = new();
    private readonly ScriptedServer _mail = new();
    private readonly CancellationTokenSource _end = new();
    private TroubledServices _troubled = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _folder["data"];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _mail.Dispose();
        if (_troubled is not null)
            await _troubled.DisposeAsync();
        _folder.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task Alerts_OfModelsBudgetsAndAProcessInTrouble_Fire()
    {
        await BeginAsync();
        using var serve = await ServeProcess.StartAsync(
            Data,
            Settings([
                new("INBOXMIND_Models__Chat__Endpoint", $"{_troubled.Address}/v1"), new("INBOXMIND_Models__Chat__Model", "chat-1"),
                new("INBOXMIND_Models__Chat__InputPrice", "1"), new("INBOXMIND_Models__Chat__OutputPrice", "1"),
                new("INBOXMIND_Models__Embedding__Shipped", "false"),
                new("INBOXMIND_Answers__QuestionsPerDay", $"{1 + Slow + Broken}"), new("INBOXMIND_Limits__QuestionsPerMinute", "1000"),
            ]),
            cancellation: Cancellation);
        await using var prometheus = await ReadAsync(serve);
        using var client = await Browser.SignedInAsync(serve);
        await prometheus.SeeAsync("inboxmind_queue_depth");
        await AskAsync(client, 0, 1, HttpStatusCode.OK);
        await prometheus.SeeAsync("rag_query_duration_seconds_count");
        (await prometheus.QueryAsync("ALERTS")).ShouldBeEmpty();

        _troubled.IsSlow = true;
        await AskAsync(client, 1, Slow, HttpStatusCode.OK);
        await prometheus.FireAsync("InboxMindQuestionsSlowFast");
        await prometheus.FireAsync("InboxMindQuestionsSlow");
        await prometheus.FireAsync("InboxMindCost");

        // All at once, and the first of their kind.
        _troubled.IsBroken = true;
        await AskAsync(client, 0, Broken, HttpStatusCode.ServiceUnavailable);
        await prometheus.FireAsync("InboxMindQuestionsFail");
        await AskAsync(client, 0, Broken, HttpStatusCode.ServiceUnavailable);
        await prometheus.FireAsync("InboxMindErrorRate");

        (_troubled.IsSlow, _troubled.IsBroken) = (false, false);
        await AskAsync(client, 1 + Slow, Broken, HttpStatusCode.OK);
        await AskAsync(client, 0, OverBudget, HttpStatusCode.TooManyRequests);
        await prometheus.FireAsync("InboxMindBudgetRefusals");

        await RunAsync("inboxmind.db", "ALTER TABLE poisoned_work RENAME TO lost");
        await prometheus.FireAsync("InboxMindFiguresMissing");

        serve.Kill();
        await prometheus.FireAsync("InboxMindDown");
    }

    [Fact]
    public async Task Alerts_OfMailboxesAndWorkInTrouble_Fire()
    {
        await BeginAsync();
        _mail.Script = (_, command) =>
        {
            if (command == "GREETING")
                _end.Token.WaitHandle.WaitOne();
            return null;
        };
        await PrepareAsync();
        await using var held = await HoldIndexAsync();
        using var serve = await ServeProcess.StartAsync(
            Data,
            Settings([
                new("INBOXMIND_Models__Embedding__Endpoint", $"{_troubled.Address}/v1"),
                new("INBOXMIND_Models__Embedding__Model", "vectors"), new("INBOXMIND_Models__Embedding__Dimensions", "4"),
                new("INBOXMIND_Accounts__Google__ClientId", "inboxmind"), new("INBOXMIND_Accounts__Google__ClientSecret", "secret"),
                new("INBOXMIND_Accounts__Google__Authority", _troubled.Address),
            ]),
            cancellation: Cancellation);
        await using var prometheus = await ReadAsync(serve);

        await prometheus.FireAsync("InboxMindSyncLag");
        await prometheus.FireAsync("InboxMindPoisonedWork");
        await prometheus.FireAsync("InboxMindQueueAge");
        _troubled.RefusesTokens.SetResult();
        await prometheus.FireAsync("InboxMindTokenRefreshFailures");
        await prometheus.FireAsync("InboxMindSyncsFail");
        await prometheus.FireAsync("InboxMindVectorsStandStill");
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(KeyValuePair<string, string>[] others) =>
        [new("INBOXMIND_Telemetry__MetricsToken", MetricsToken), .. others];

    /// <summary>Mail that is in the index and has no vectors.</summary>
    private async Task BeginAsync()
    {
        Prometheus.Require();
        _troubled = await TroubledServices.StartAsync();
        (await ServerProcess.RunAsync(
            [new("INBOXMIND_Models__Embedding__Shipped", "false")], "import", Letters.Mbox(_folder["mail.mbox"], Mails), "--data", Data))
            .ShouldSucceed();
    }

    private Task<Prometheus> ReadAsync(ServeProcess serve) => Prometheus.StartAsync(
        _folder["prometheus"], $"localhost:{serve.Address.Port}", MetricsToken, ShortRules.Write(_folder["rules"]));

    /// <summary>Asks different questions, side by side.</summary>
    private static Task AskAsync(HttpClient client, int first, int count, HttpStatusCode answered) => Task.WhenAll(
        Enumerable.Range(first, count).Select(async i =>
        {
            using var asked = await client.PostAsJsonAsync(
                new Uri("/api/v1/rag/query", UriKind.Relative), new { query = $"What is the report about {Letters.Word(i)} {answered}?" },
                Cancellation);
            asked.StatusCode.ShouldBe(answered);
        }));

    /// <summary>What a process leaves that had no luck, and was stopped two hours ago.</summary>
    private async Task PrepareAsync()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - Long);
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddInboxMindCore()
            .AddInboxMindEmbedded(Data).BuildServiceProvider();
        var queue = services.GetRequiredService<IWorkQueue>();
        await queue.SendAsync(WorkQueues.IndexMail, ["taken, and never done"], Cancellation);
        for (var tries = 0; tries <= WorkQueues.MaxDequeueCount; tries++)
        {
            await queue.ReceiveAsync(WorkQueues.IndexMail, 1, TimeSpan.FromSeconds(1), Cancellation);
            time.Advance(TimeSpan.FromSeconds(2));
        }

        var all = await services.GetRequiredService<IMailStore>().MarksAsync(Owner.Local, after: null, Mails, Cancellation);
        var item = IndexMailWork.Bodies(UserId.Local, all.Select(static m => m.Id), again: true).Single();
        await queue.SendAsync(WorkQueues.IndexMail, [.. Enumerable.Repeat(item, 200)], Cancellation);

        var late = await ConnectAsync(services, _mail.Port, "late", ImapAuth.Password, "password");
        var states = services.GetRequiredService<ISyncStateStore>();
        var lease = (await states.AcquireAsync(Owner.Local, late, "before", TimeSpan.FromMinutes(1), Cancellation))!;
        var record = await states.GetAsync(Owner.Local, late, Cancellation);
        await states.SaveAsync(Owner.Local, lease, record.Agree(time.GetUtcNow(), TimeSpan.Zero, remark: null), Cancellation);
        await states.ReleaseAsync(Owner.Local, lease, Cancellation);
        for (var i = 0; i < Refused; i++)
        {
            await ConnectAsync(
                services, 1, $"refused-{i}", ImapAuth.OAuthToken,
                """{"Provider":"Google","Token":{"AccessToken":"old","ExpiresAt":"2026-01-01T00:00:00+00:00","Kept":"kept"}}""");
        }
    }

    private static async Task<MailboxId> ConnectAsync(IServiceProvider services, int port, string name, ImapAuth auth, string secret)
    {
        var user = await services.GetRequiredService<LocalUser>().GetAsync(Cancellation);
        var mailbox = await services.GetRequiredService<KeepConnection>().KeepAsync(
            user, new MailboxId($"imap-{name}"), name,
            new ImapConnection("localhost", port, name, ImapSecurity.None, auth, AllowPrivateNetwork: true), secret,
            RequestOrigin.CommandLine, Cancellation);
        return mailbox.Id;
    }

    /// <summary>Keeps others from writing to the index of the local user, as a program does that looks into the file.</summary>
    private async Task<SqliteConnection> HoldIndexAsync()
    {
        var connection = await OpenAsync(Path.Combine("index", "local.db"));
        await RunAsync(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    private async Task RunAsync(string file, string statement)
    {
        await using var connection = await OpenAsync(file);
        await RunAsync(connection, statement);
    }

    private static async Task RunAsync(SqliteConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<SqliteConnection> OpenAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Data, file)};Pooling=False;Default Timeout=30");
        await connection.OpenAsync(Cancellation);
        return connection;
    }
}
