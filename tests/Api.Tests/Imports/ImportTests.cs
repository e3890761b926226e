using System.Net;
using System.Net.Http.Headers;
using System.Text;
using InboxMind.Api.Tests.Auth;

#pragma warning disable CA1716 // The word is one of Visual Basic's; the folder is named like that of src/Api.
namespace InboxMind.Api.Tests.Imports;
#pragma warning restore CA1716

/// <summary><c>POST /api/v1/imports</c>.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AuthApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Import_Mbox_StoresItsMailForTheCallerAlone()
    {
        var anna = await _api.SignInAsync("anna");
        var ben = await _api.SignInAsync("ben");

        var (status, said) = await SendAsync(anna.Token, "/api/v1/imports?name=..%2F..%2FOld%20letters.mbox", Mbox(3));

        status.ShouldBe(HttpStatusCode.OK, said);
        said.ShouldContain("event: done");
        said.ShouldContain("\"found\":3,\"added\":3,\"known\":0,\"quarantined\":0,\"indexed\":3");
        var list = await ListAsync(anna.Token);
        list.ShouldSatisfyAllConditions(
            static l => l.ShouldContain("\"total\":3"), static l => l.ShouldContain("\"folders\":[\"Old letters\"]"));
        (await ListAsync(ben.Token)).ShouldContain("\"total\":0");
    }

    [Fact]
    public async Task Import_Again_AddsOnlyWhatIsNew()
    {
        var anna = await _api.SignInAsync("anna");
        await SendAsync(anna.Token, "/api/v1/imports?name=a.mbox", Mbox(2));

        var (_, said) = await SendAsync(anna.Token, "/api/v1/imports?name=a.mbox", Mbox(3));

        said.ShouldContain("\"found\":3,\"added\":1,\"known\":2");
    }

    [Fact]
    public async Task Import_LongerThanOtherBodies_IsTaken()
    {
        var anna = await _api.SignInAsync("anna");

        var (status, said) = await SendAsync(anna.Token, "/api/v1/imports", Mbox(40, new string('x', 70_000)));

        status.ShouldBe(HttpStatusCode.OK, said);
        said.ShouldContain("\"added\":40");
    }

    [Fact]
    public async Task Import_NoMail_IsRefusedAndNamesNoPath()
    {
        var anna = await _api.SignInAsync("anna");

        var (status, said) = await SendAsync(anna.Token, "/api/v1/imports?name=x.bin", [.. Enumerable.Repeat((byte)7, 5_000)]);

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        said.ShouldNotContain("inboxmind-import");
    }

    [Fact]
    public async Task Import_WithoutAToken_IsNotRead()
    {
        var (status, _) = await SendAsync("", "/api/v1/imports", Mbox(1));

        status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static byte[] Mbox(int mails, string text = "The code is 4711.") => Encoding.UTF8.GetBytes(string.Concat(
        Enumerable.Range(1, mails).Select(n =>
            $"From ben@example.com Mon Mar  2 09:00:00 2026\nFrom: Ben <ben@example.com>\nTo: anna@example.com\nSubject: Letter {n}\n"
            + $"Date: Mon, 2 Mar 2026 09:00:00 +0000\nMessage-ID: <letter-{n}@example.com>\n\n{text}\n\n")));

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string token, string path, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await _api.SendAsync(HttpMethod.Post, path, token, content: content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<string> ListAsync(string token)
    {
        using var response = await _api.SendAsync(HttpMethod.Get, "/api/v1/emails?include_total=true", token);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
