using System.Net;
using System.Text;
using System.Text.Json;
using InboxMind.Core.Audit;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.EndToEnd;

/// <summary>An account's whole life, with nothing played but the person: <c>serve</c>, an OpenID provider in Google's place, and a
/// Dovecot that asks this very provider about the tokens it is shown, over TLS.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private const string Login = "anna@example.com";
    private const string Subject = "Boiler room";
    private const string Question = "What is the code of the boiler room?";

    private readonly TempFolder _folder = new();
    private readonly OpenIdProvider _provider = new();
    private Dovecot _mail = null!;
    private ServeProcess _serve = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _folder["data"];

    public async ValueTask InitializeAsync()
    {
        // Elsewhere the certificates that .NET trusts cannot be named to one process alone.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs SSL_CERT_FILE, which .NET reads on Linux.");
        OpenIdProvider.Require();
        DovecotServers.Require();
        _mail = Dovecot.Start(tls: true, tokens: new DovecotTokens("xoauth2", _provider.Introspection, UserClaim: "sub"));
        _mail.Deliver(Login, [Letter(Subject, "The code of the boiler room is 4711."), Letter("Lunch", "Shall we meet on Friday?")]);
        _serve = await ServeProcess.StartAsync(Data, new Dictionary<string, string>
        {
            ["INBOXMIND_Accounts__Google__ClientId"] = OpenIdProvider.ClientId,
            ["INBOXMIND_Accounts__Google__ClientSecret"] = OpenIdProvider.ClientSecret,
            ["INBOXMIND_Accounts__Google__Authority"] = _provider.Authority.AbsoluteUri,
            ["INBOXMIND_Accounts__Google__Imap"] = $"imaps://127.0.0.1:{_mail.Port}",
            ["SSL_CERT_FILE"] = _mail.CertificateFile!,
        }, cancellation: Cancellation);
        await _provider.StartAsync(new Uri(_serve.Address, "/api/v1/oauth/google/callback"));
    }

    public async ValueTask DisposeAsync()
    {
        _serve?.Dispose();
        _mail?.Dispose();
        await _provider.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Account_FromSignInToDisconnect_IsConnectedAskedAndGone()
    {
        using var browser = new Browser(_serve.Address);
        await SignInAsync(browser);
        var user = new Owner(new UserId((await browser.GetJsonAsync("/api/v1/auth/me")).GetProperty("id").GetString()!));

        var mailbox =
            await Eventually.SeeAsync(() => MailboxAsync(browser), static m => m.GetProperty("state").GetString() == "up_to_date");
        var answer = await Eventually.SeeAsync(() => browser.AskAsync(Question), static a => a.GetProperty("sources").GetArrayLength() > 0);

        mailbox.GetProperty("name").GetString().ShouldBe(Login);
        answer.GetProperty("answer").GetString()!.ShouldContain("4711");
        answer.GetProperty("sources")[0].GetProperty("subject").GetString().ShouldBe(Subject);
        var (access, kept) = await TokensAsync(user, mailbox);
        (await _provider.IsActiveAsync(access)).ShouldBeTrue();
        (await _provider.IsActiveAsync(kept)).ShouldBeTrue();

        (await DisconnectAsync(browser, mailbox)).GetProperty("revoked").GetBoolean().ShouldBeTrue();

        (await _provider.IsActiveAsync(access)).ShouldBeFalse();
        (await _provider.IsActiveAsync(kept)).ShouldBeFalse();
        (await browser.GetJsonAsync("/api/v1/mailboxes")).GetProperty("mailboxes").GetArrayLength().ShouldBe(0);
        var gone = await Eventually.SeeAsync(() => browser.AskAsync(Question), static a => a.GetProperty("sources").GetArrayLength() == 0);
        gone.GetProperty("answer").GetString()!.ShouldNotContain("4711");
        await AuditShouldHoldAsync(user, mailbox);
        _serve.Output.ShouldSatisfyAllConditions(
            o => o.ShouldNotContain(access), o => o.ShouldNotContain(kept), static o => o.ShouldNotContain("boiler", Case.Insensitive));
    }

    private static async Task SignInAsync(Browser browser)
    {
        using var begun = await browser.GetAsync(new Uri("/api/v1/oauth/google", UriKind.Relative));
        begun.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var done = await browser.GetAsync(await OpenIdProvider.ConsentAsync(browser.Http, begun.Headers.Location!, Login));
        (await done.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Your mailbox is connected");
        await browser.RenewAsync();
    }

    private static async Task<JsonElement> MailboxAsync(Browser browser)
    {
        var all = (await browser.GetJsonAsync("/api/v1/mailboxes")).GetProperty("mailboxes");
        all.GetArrayLength().ShouldBe(1);
        return all[0];
    }

    /// <summary>A run that is just under way has to end first.</summary>
    private static async Task<JsonElement> DisconnectAsync(Browser browser, JsonElement mailbox)
    {
        var address = new Uri($"/api/v1/mailboxes/{mailbox.GetProperty("id").GetString()}", UriKind.Relative);
        var response = await Eventually.SeeAsync(
            () => browser.Http.DeleteAsync(address, Cancellation), static r => r.StatusCode != HttpStatusCode.Conflict);
        using (response)
            return await Browser.ReadAsync(response);
    }

    /// <summary>What the data folder holds for a mailbox, opened by its own keys.</summary>
    private async Task<(string Access, string Kept)> TokensAsync(Owner user, JsonElement mailbox)
    {
        await using var services = OpenData();
        var secret = await services.GetRequiredService<ISecretStore>()
            .ReadAsync(user, new MailboxId(mailbox.GetProperty("id").GetString()!), SecretKind.OAuthToken, Cancellation);
        using var json = JsonDocument.Parse(secret!);
        var token = json.RootElement.GetProperty("Token");
        return (token.GetProperty("AccessToken").GetString()!, token.GetProperty("Kept").GetString()!);
    }

    private async Task AuditShouldHoldAsync(Owner user, JsonElement mailbox)
    {
        await using var services = OpenData();
        var log = services.GetRequiredService<IAuditLog>();
        var organisation = OrganisationId.Personal(user.User);
        var id = mailbox.GetProperty("id").GetString()!;
        var who = await log.PseudonymAsync(user, Cancellation);

        var entries = await log.ListAsync(organisation, 0, 100, Cancellation);

        entries.Select(static e => (e.Kind, e.Outcome, e.Detail)).ShouldBe(
        [
            (AuditKind.MailboxConnected, AuditOutcome.Done, id),
            (AuditKind.SignIn, AuditOutcome.Done, "Google"),
            (AuditKind.MailboxDisconnected, AuditOutcome.Done, id),
        ]);
        entries.ShouldAllBe(e => e.Actor == who && (e.Address == "127.0.0.1" || e.Address == "::1") && e.RequestId != "");
        (await log.VerifyAsync(organisation, Cancellation)).ShouldBe(new AuditCheck(3, null));
        (await services.GetRequiredService<ISecretStore>().ReadAsync(user, new MailboxId(id), SecretKind.OAuthToken, Cancellation))
            .ShouldBeNull();
    }

    private ServiceProvider OpenData() => new ServiceCollection().AddLogging().AddInboxMindEmbedded(Data).BuildServiceProvider();

    private static byte[] Letter(string subject, string text) => Encoding.UTF8.GetBytes(
        $"From: Ben <ben@example.com>\r\nTo: {Login}\r\nSubject: {subject}\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n"
        + $"Message-ID: <{Guid.NewGuid():n}@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n");
}
