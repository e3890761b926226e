using System.Text;
using InboxMind.Testing;

namespace InboxMind.EndToEnd.Web;

/// <summary>The web page from a sign-in at a real OpenID provider to a mailbox on a real Dovecot.</summary>
public sealed class ConnectedPageTests : IAsyncDisposable
{
    private const string Login = "mara@example.com";

    private readonly TempFolder _folder = new();
    private readonly OpenIdProvider _provider = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Page_FromSignInToRemoval_SyncsAndAnswers()
    {
        WebTools.RequireBrowser();
        OpenIdProvider.Require();
        DovecotServers.Require();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs SSL_CERT_FILE, which .NET reads on Linux.");
        using var mail = Dovecot.Start(
            tls: true, tokens: new DovecotTokens("xoauth2", _provider.Introspection, UserClaim: "sub"));
        mail.Deliver(
            Login, [Letter("The boiler room", "The code of the boiler room is 4711."), Letter("Lunch", "Shall we meet on Friday?")]);
        using var serve = await ServeProcess.StartAsync(_folder["data"], new Dictionary<string, string>
        {
            ["INBOXMIND_Accounts__Google__ClientId"] = OpenIdProvider.ClientId,
            ["INBOXMIND_Accounts__Google__ClientSecret"] = OpenIdProvider.ClientSecret,
            ["INBOXMIND_Accounts__Google__Authority"] = _provider.Authority.AbsoluteUri,
            ["INBOXMIND_Accounts__Google__Imap"] = $"imaps://127.0.0.1:{mail.Port}",
            ["SSL_CERT_FILE"] = mail.CertificateFile!,
        }, cancellation: Cancellation);
        await _provider.StartAsync(new Uri(serve.Address, "/api/v1/oauth/google/callback"));

        var result = await WebTools.RunAsync([], "tests/run.mjs", "connect", serve.Link.AbsoluteUri);

        result.Code.ShouldBe(0, new StringBuilder(result.Error).AppendLine(result.Out).AppendLine(serve.Output).ToString());
    }

    private static byte[] Letter(string subject, string text) => Encoding.UTF8.GetBytes(
        $"From: Ben <ben@example.com>\r\nTo: {Login}\r\nSubject: {subject}\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n"
        + $"Message-ID: <{Guid.NewGuid():n}@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n");
}
