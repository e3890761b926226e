using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Accounts;
using InboxMind.Core.Accounts.SignIn;

namespace InboxMind.Api.Tests.Account;

public sealed class OwnAccountTests : IAsyncLifetime
{
    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AuthApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Patch_ZoneAndName_AreKeptAndOthersUntouched()
    {
        var (_, _, token) = await _api.SignInAsync("anna", static u => u with { DisplayName = "Anna" });
        var (ben, _, _) = await _api.SignInAsync("ben");

        var changed = await SendAsync(HttpMethod.Patch, token, new { zone = "Europe/Berlin", display_name = "Anna \u202e\r\nBerg" });

        changed.GetProperty("zone").GetString().ShouldBe("Europe/Berlin");
        changed.GetProperty("redaction_policy").GetString().ShouldBe("standard");
        changed.GetProperty("display_name").GetString().ShouldBe("Anna   Berg");
        var read = await SendAsync(HttpMethod.Get, token);
        read.GetProperty("zone").GetString().ShouldBe("Europe/Berlin");
        read.GetProperty("id").GetString().ShouldBe("anna");
        (await SendAsync(HttpMethod.Patch, token, new { zone = "" })).GetProperty("zone").ValueKind.ShouldBe(JsonValueKind.Null);
        (await SendAsync(HttpMethod.Patch, token, new { })).GetProperty("display_name").GetString().ShouldBe("Anna   Berg");
        (await _api.Get<IUserStore>().GetAsync(ben, Cancellation))!.Zone.ShouldBeNull();
    }

    [Theory]
    [InlineData("Atlantis", "zone")]
    [InlineData("../../etc/passwd", "zone")]
    [InlineData("/etc/localtime", "zone")]
    [InlineData("W. Europe Standard Time", "zone")]
    [InlineData("\u202e", "display_name")]
    [InlineData("none", "redaction_policy")]
    [InlineData("", "redaction_policy")]
    [InlineData("Strict", "redaction_policy")]
    [InlineData("1", "redaction_policy")]
    public async Task Patch_WrongValue_NamesIt(string value, string field)
    {
        var (_, _, token) = await _api.SignInAsync("anna");
        using var content = JsonContent.Create(new Dictionary<string, string> { [field] = value });
        using var response = await _api.SendAsync(HttpMethod.Patch, "/api/v1/account", token, content: content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").TryGetProperty(field, out _)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task SignIn_NameWasChosen_KeepsIt()
    {
        var account =
            new ProviderIdentity(IdentityProvider.Google, "s", "anna@gmail.com", EmailIsProven: true, "As Google has it", HostedBy: null);
        var user = await _api.Get<SignInUser>().SignInAsync(account, RequestOrigin.CommandLine, Cancellation);
        await _api.Get<ChangeAccount>().ChangeAsync(new Owner(user.Id), "My own", zone: null, redaction: null, Cancellation);

        (await _api.Get<SignInUser>().SignInAsync(account, RequestOrigin.CommandLine, Cancellation)).DisplayName.ShouldBe("My own");
        await _api.Get<ChangeAccount>().ChangeAsync(new Owner(user.Id), "", zone: null, redaction: null, Cancellation);
        (await _api.Get<SignInUser>().SignInAsync(account, RequestOrigin.CommandLine, Cancellation)).DisplayName.ShouldBe(
            "As Google has it");
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string token, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var response = await _api.SendAsync(method, "/api/v1/account", token, content: content);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
