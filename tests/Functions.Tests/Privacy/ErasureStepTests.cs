using InboxMind.Core.Privacy;
using InboxMind.Functions.Privacy;
using InboxMind.Functions.Tests.Durable;
using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Tests.Privacy;

/// <summary>The timer and the steps of an erasure on the adapters of this host.</summary>
public sealed class ErasureStepTests : IAsyncDisposable
{
    private readonly EmbeddedHost _host = new();
    private readonly TestClient _client = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task ResumeErasures_Pending_StartsOneInstanceThatTellsNothingOfTheUser()
    {
        await BeginAsync("anna", begun: DateTimeOffset.UnixEpoch);
        await BeginAsync("ben", begun: TimeProvider.System.GetUtcNow());

        await TickAsync();
        await TickAsync();

        var (name, instance, input) = _client.Started.ShouldHaveSingleItem();
        name.ShouldBe("EraseOneAccount");
        instance.ShouldBe($"erase-{input.Trim('"')}");
        input.ShouldNotContain("anna");
    }

    [Fact]
    public async Task EraseAccountStep_EachTwice_ErasesTheUserAndLeavesTheSecondTime()
    {
        await BeginAsync("anna", begun: DateTimeOffset.UnixEpoch);
        await TickAsync();
        var key = System.Text.Json.JsonSerializer.Deserialize<string>(_client.Started.Single().Input)!;

        foreach (var step in Enum.GetValues<ErasureStep>())
        {
            (await StepAsync(key, step)).ShouldBeTrue();
            (await StepAsync(key, step)).ShouldBeTrue();
        }

        (await _host.Get<IUserStore>().GetAsync(new Owner(new UserId("anna")), Cancellation)).ShouldBeNull();
        await TickAsync();
        _client.Started.Count.ShouldBe(1, "it has to settle first");
        (await StepAsync("another", ErasureStep.Erase)).ShouldBeFalse();
    }

    private Task TickAsync() => _host.Function<ResumeErasuresFunction>().RunAsync(new TimerInfo(), _client, Cancellation);

    private Task<bool> StepAsync(string key, ErasureStep step) =>
        _host.Function<EraseAccountStep>().RunAsync(new EraseStepInput(key, step), Cancellation);

    private async Task BeginAsync(string id, DateTimeOffset begun)
    {
        var user = await _host.AddUserAsync(id);
        await _host.Get<IErasures>()
            .SaveAsync(new Owner(user.Id), new Erasure(user.Id, user.Organisation, begun, "", "request"), Cancellation);
    }
}
