using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Api.Tests.Admin;
using InboxMind.Core.Health;
using InboxMind.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Health;

[ThroughFunctions]
public sealed class DetailedHealthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Detailed_Operator_SeesEveryDependency()
    {
        await using var api = await AdminApi.StartAsync();

        var (status, health) = await GetAsync(api);

        status.ShouldBe(HttpStatusCode.OK);
        var dependencies = health.GetProperty("dependencies").EnumerateArray().ToList();
        dependencies.Select(static d => d.GetProperty("name").GetString())
            .ShouldBe(["disk", "imap", "index", "key_ring", "last_sync", "models", "queue", "reading", "store", "vectors"]);
        dependencies.Where(static d => d.GetProperty("name").GetString() != "disk")
            .ShouldAllBe(static d => d.GetProperty("state").GetString() == "healthy" && d.GetProperty("detail").GetString()!.Length > 0);
        dependencies.ShouldAllBe(static d => d.GetProperty("time_ms").GetDouble() >= 0);
    }

    [Fact]
    public async Task Detailed_OldWork_IsDegradedAndNotDown()
    {
        await using var api = await AdminApi.StartAsync();
        await api.Api.Get<IWorkQueue>().SendAsync(WorkQueues.IndexMail, ["{}"], Cancellation);

        // A token lasts fifteen minutes.
        api.Api.Time.Advance(QueueProbe.MaxAge + TimeSpan.FromSeconds(1));
        var (status, health) = await GetAsync(api);

        status.ShouldBe(HttpStatusCode.OK);
        health.GetProperty("status").GetString().ShouldBe("degraded");
        StateOf(health, "queue").ShouldBe("degraded");
    }

    [Fact]
    public async Task Detailed_BrokenDependency_IsUnavailableAndTellsNoSecret()
    {
        await using var api = await AdminApi.StartAsync(static services => services.AddSingleton<IDependencyProbe, Broken>());

        var (status, health) = await GetAsync(api);

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        health.GetProperty("status").GetString().ShouldBe("unhealthy");
        StateOf(health, "broken").ShouldBe("unhealthy");
        health.ToString().ShouldNotContain("secret");
        using var plain = await api.Api.SendAsync(HttpMethod.Get, "/health");
        plain.StatusCode.ShouldBe(HttpStatusCode.OK, "the process itself runs");
    }

    [Fact]
    public async Task Detailed_DamagedIndex_IsDegraded()
    {
        await using var api = await AdminApi.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(api.Api.Data, "index", "anna.db"), new string('x', 5_000), Cancellation);

        var (status, health) = await GetAsync(api);

        status.ShouldBe(HttpStatusCode.OK);
        StateOf(health, "index").ShouldBe("degraded");
        (await api.GetAsync("/api/v1/admin/stats", api.Operator)).GetProperty("index").GetProperty("chunks").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Detailed_SilentModel_IsDegraded()
    {
        await using var api = await AdminApi.StartAsync(static services => services.AddSingleton<IModelEndpoint, Silent>());

        var (status, health) = await GetAsync(api);

        status.ShouldBe(HttpStatusCode.OK);
        StateOf(health, "models").ShouldBe("degraded");
    }

    [Fact]
    public async Task Detailed_DependencyThatDoesNotAnswer_IsDownAfterFiveSecondsAndStopped()
    {
        var stuck = new Stuck();
        await using var api = await AdminApi.StartAsync(services => services.AddSingleton<IDependencyProbe>(stuck));

        var asking = GetAsync(api);
        await stuck.Asked.WaitAsync(Cancellation);
        api.Api.Time.Advance(TimeSpan.FromSeconds(4));
        asking.IsCompleted.ShouldBeFalse();
        while (!asking.IsCompleted)
        {
            api.Api.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var (status, health) = await asking;
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        StateOf(health, "stuck").ShouldBe("unhealthy");
        await stuck.Stopped.WaitAsync(Cancellation);
    }

    private static string StateOf(JsonElement health, string name) => health.GetProperty("dependencies").EnumerateArray()
        .Single(d => d.GetProperty("name").GetString() == name).GetProperty("state").GetString()!;

    private static async Task<(HttpStatusCode Status, JsonElement Health)> GetAsync(AdminApi api)
    {
        using var response = await api.Api.SendAsync(HttpMethod.Get, "/health/detailed", api.Operator);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }

    private sealed class Broken : IDependencyProbe
    {
        public string Name => "broken";

        public Task<Condition> CheckAsync(CancellationToken cancellation) => throw new InvalidOperationException("secret");
    }

    private sealed class Silent : IModelEndpoint
    {
        public string Name => "model";

        public Task<bool> IsReachableAsync(CancellationToken cancellation) => Task.FromResult(false);
    }

    /// <summary>Answers when the test is over, and says when it was asked and stopped.</summary>
    private sealed class Stuck : IDependencyProbe
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "stuck";

        public Task Asked => _asked.Task;

        public Task Stopped => _stopped.Task;

        public async Task<Condition> CheckAsync(CancellationToken cancellation)
        {
            await using var registered = cancellation.Register(() => _stopped.TrySetResult());
            _asked.TrySetResult();
            await _stopped.Task;
            return Condition.Healthy("");
        }
    }
}
