using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Mailboxes;

public sealed class ConnectTests : IAsyncLifetime
{
    private AuthApi _api = null!;
    private string _token = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await AuthApi.StartAsync(static services => services.AddSingleton<IMailServerConnector, WelcomingServer>());
        (_, _, _token) = await _api.SignInAsync("anna");
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Post_MailboxThatIsPaused_AnswersThatItStaysPaused()
    {
        var connected = await ConnectAsync();
        connected.GetProperty("sync_enabled").GetBoolean().ShouldBeTrue();
        using var pause = JsonContent.Create(new { sync_enabled = false });
        using var paused =
            await _api.SendAsync(HttpMethod.Patch, $"/api/v1/mailboxes/{connected.GetProperty("id").GetString()}", _token, content: pause);
        paused.StatusCode.ShouldBe(HttpStatusCode.OK);

        var again = await ConnectAsync();

        again.GetProperty("id").GetString().ShouldBe(connected.GetProperty("id").GetString());
        again.GetProperty("sync_enabled").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Post_StartTls_IsKeptWithItsUsualPort()
    {
        var connected = await ConnectAsync(startTls: true);

        connected.GetProperty("start_tls").GetBoolean().ShouldBeTrue();
        using var list = await _api.SendAsync(HttpMethod.Get, "/api/v1/auth/me", _token);
        var owner = new Owner(new UserId(
            (await list.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString()!));
        var mailbox = (await _api.Get<IMailboxStore>().ListAsync(owner, Cancellation)).Single(m => m.Connection is not null);
        (mailbox.Connection!.Port, mailbox.Connection.Security).ShouldBe((143, ImapSecurity.StartTls));
    }

    private async Task<JsonElement> ConnectAsync(bool startTls = false)
    {
        using var body =
            JsonContent.Create(new { host = "imap.example.com", user = "anna", password = "secret", start_tls = startTls });
        using var response = await _api.SendAsync(HttpMethod.Post, "/api/v1/mailboxes", _token, content: body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
