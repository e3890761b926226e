using System.Text.Json;
using InboxMind.Api.Auth;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Privacy;
using InboxMind.Functions.Privacy;
using InboxMind.Functions.Tests.Durable;
using InboxMind.Testing;
using InboxMind.Testing.Cosmos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Functions.Tests;

/// <summary>The app with its state in Cosmos DB and its blobs in a storage account: no data folder, and as many instances as one
/// likes.</summary>
public sealed class StateOnAzureTests(Azurite azurite) : IAsyncLifetime
{
    private readonly CosmosListener _cosmos = new(new CosmosServer());
    private readonly TempFolder _folder = new();
    private readonly List<WebApplication> _instances = [];
    private FakeTimeProvider? _time;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
            await instance.DisposeAsync();
        await _cosmos.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Add_TwoInstances_SignedInAtOneIsKnownAtTheOther()
    {
        var (one, two) = (Start("one"), Start("two"));
        (await OneDataFolder.RefusalAsync(two.Services)).ShouldBeNull();
        var token = await TokenAsync(one.Services, isOperator: true);

        var me = await GetAsync(two.Services, "/api/v1/auth/me", token);
        me.Status.ShouldBe(StatusCodes.Status200OK);
        var health = await GetAsync(two.Services, "/health/detailed", token);

        health.Status.ShouldBe(StatusCodes.Status200OK, health.Body.RootElement.GetRawText());
        health.Body.RootElement.GetProperty("dependencies").EnumerateArray().Select(static d => d.GetProperty("name").GetString())
            .ShouldBe(["disk", "imap", "index", "key_ring", "last_sync", "models", "queue", "reading", "store", "vectors"],
                ignoreOrder: true);
        (await GetAsync(two.Services, "/api/v1/admin/stats", token)).Status.ShouldBe(StatusCodes.Status200OK);
        (await GetAsync(two.Services, "/api/v1/admin/audit-logs", token)).Status.ShouldBe(StatusCodes.Status200OK);
        Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories)
            .ShouldAllBe(static file => !file.EndsWith("inboxmind.db") && !file.Contains("keys"));
    }

    [Fact]
    public async Task Health_DatabaseRefuses_SaysWhyInOneSentence()
    {
        var one = Start("one");
        var token = await TokenAsync(one.Services, isOperator: true);
        var two = Start("two", ("InboxMind:Cosmos:database", "another"));
        _cosmos.Server.MayCreate = false;

        var probe = two.Services.GetServices<Core.Health.IDependencyProbe>().Single(static p => p.Name == "store");

        token.ShouldNotBeEmpty();
        (await probe.CheckAsync(Cancellation)).Sentence.ShouldStartWith(
            "The container users of the database another in Cosmos DB does not exist, and this identity may not create it");
    }

    [Fact]
    public async Task ResumeErasures_InstanceThatErasesDies_AnotherEndsItWithinTwoMinutes()
    {
        _time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var (one, two) = (Start("one"), Start("two"));
        await using var client = new TestClient();
        var anna = new Owner(new UserId("anna"));
        await one.Services.GetRequiredService<IUserStore>().CreateAsync(
            anna, new User { Id = anna.User, Organisation = OrganisationId.Personal(anna.User), CreatedAt = _time.GetUtcNow() },
            null, Cancellation);

        // It noted that it erases, and was heard of no more.
        await one.Services.GetRequiredService<IErasures>().SaveAsync(
            anna, new Erasure(anna.User, OrganisationId.Personal(anna.User), _time.GetUtcNow(), "", "request"), Cancellation);
        var timer = ActivatorUtilities.CreateInstance<ResumeErasuresFunction>(two.Services);
        var step = ActivatorUtilities.CreateInstance<EraseAccountStep>(two.Services);
        var minutes = 0;
        while (client.Started.Count == 0 && minutes++ < 2)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await timer.RunAsync(new TimerInfo(), client, Cancellation);
        }

        var key = JsonSerializer.Deserialize<string>(client.Started.ShouldHaveSingleItem().Input)!;
        foreach (var each in Enum.GetValues<ErasureStep>())
            await step.RunAsync(new EraseStepInput(key, each), Cancellation);
        minutes.ShouldBeLessThan(2, "a minute is left for the step itself and for the timer's own instance to change");
        (await one.Services.GetRequiredService<IUserStore>().GetAsync(anna, Cancellation)).ShouldBeNull();
        _cosmos.Server.Items("users", anna.User.Value).ShouldBeEmpty();
    }

    private WebApplication Start(string name, params (string Key, string Value)[] settings)
    {
        var host = WebApplication.CreateSlimBuilder();
        Dictionary<string, string?> all = new()
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["InboxMind:Cosmos:accountEndpoint"] = _cosmos.Address.ToString(),
            ["InboxMind:Cosmos:key"] = CosmosServer.Key,
            ["InboxMind:Cache"] = _folder[name],
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        if (_time is not null)
            host.Services.AddSingleton<TimeProvider>(_time);
        HostServices.Add(host.Services, new ConfigurationBuilder().AddInMemoryCollection(all).Build()).ShouldBeNull();
        var app = host.Build();
        _instances.Add(app);
        return app;
    }

    private static async Task<string> TokenAsync(IServiceProvider services, bool isOperator)
    {
        await services.GetRequiredService<LocalUser>().GetAsync(Cancellation);
        var session = await services.GetRequiredService<StartSession>()
            .OnceAsync(Owner.Local, RequestOrigin.CommandLine, TimeSpan.FromMinutes(15), isOperator, Cancellation);
        return await services.GetRequiredService<AccessTokens>().IssueAsync(Owner.Local, session.Id, Cancellation);
    }

    private static async Task<(int Status, JsonDocument Body)> GetAsync(IServiceProvider services, string path, string token)
    {
        await using var scope = services.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = path;
        context.Request.Host = new HostString("localhost");
        context.Request.Headers.Authorization = $"Bearer {token}";
        context.Response.Body = body;
        await services.GetRequiredService<HttpPipeline>().RunAsync(context);
        return (context.Response.StatusCode, JsonDocument.Parse(body.ToArray()));
    }
}
