using System.Net;
using InboxMind.Core.Mail.Raw;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Emails;

/// <summary>A storage account that is out of reach for a while.</summary>
[ThroughFunctions]
public sealed class StorageFailureTests : IAsyncLifetime
{
    private readonly RawMailInMemory _raw = new();
    private MailApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await MailApi.StartAsync(services => services.AddSingleton<IRawMailStore>(_raw));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Raw_StorageOutOfReach_Is503AndWorksAgainLater()
    {
        var id = await _api.AddAsync(MailApi.Letter("Plan", 1));
        _raw.IsOutOfReach = true;

        using (var response = await _api.SendAsync(HttpMethod.Get, $"/api/v1/emails/{id}/raw"))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("The storage is not available");
        }

        _raw.IsOutOfReach = false;
        using var again = await _api.SendAsync(HttpMethod.Get, $"/api/v1/emails/{id}/raw");
        (await again.Content.ReadAsStringAsync(Cancellation)).ShouldBe(MailApi.Letter("Plan", 1));
    }

    [Fact]
    public async Task Delete_StorageOutOfReach_IsDoneAndTheRestIsRemembered()
    {
        var id = await _api.AddAsync(MailApi.Letter("Plan", 1));
        _raw.IsOutOfReach = true;

        using (var deleted = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/emails/{id}"))
            deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using (var gone = await _api.SendAsync(HttpMethod.Get, $"/api/v1/emails/{id}/raw"))
            gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        _raw.Count.ShouldBe(1);
        _raw.IsOutOfReach = false;
        await _api.Get<IRawMailLeftovers>().DeleteAsync(Cancellation);
        _raw.Count.ShouldBe(0);
    }
}
