using System.Security.Cryptography.X509Certificates;
using InboxMind.Core.Sync;
using InboxMind.Providers.Imap;

namespace InboxMind.Providers.Tests.Imap;

/// <summary>Encrypted from the first byte or by STARTTLS, and what is said when it is not.</summary>
public sealed class TransportTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TlsServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1", -10, -2, "its certificate expired on ")]
    [InlineData("127.0.0.1", 2, 10, "check this machine's clock")]
    [InlineData("mail.example.com", -2, 10, "its certificate is for mail.example.com and not for 127.0.0.1; check the name of the host")]
    public async Task ConnectAsync_CertificateIsNotGood_SaysWhatIsWrong(string name, int from, int until, string part)
    {
        _server.Certificate = TlsServer.Make(name, Now.AddDays(from), Now.AddDays(until));

        var error = await FailAsync(ImapSecurity.Tls, trusted: true);

        error.Message.ShouldContain(part);
        error.Trouble.ShouldBe(MailServerTrouble.Transient);
        _server.Heard.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task ConnectAsync_IssuerIsUnknown_NamesIt()
    {
        _server.Certificate = TlsServer.Make("127.0.0.1", Now.AddDays(-2), Now.AddDays(10));

        (await FailAsync(ImapSecurity.Tls)).Message.ShouldContain("does not trust the issuer of its certificate, \"CN=127.0.0.1\"");
    }

    [Theory]
    [InlineData("* OK ready\r\n", "does not speak TLS there")]
    [InlineData("", "hung up before the connection was encrypted")]
    public async Task ConnectAsync_ServerSpeaksNoTls_SaysSo(string clear, string part)
    {
        _server.Clear = clear;

        (await FailAsync(ImapSecurity.Tls)).Message.ShouldContain(part);
    }

    [Fact]
    public async Task ConnectAsync_StartTls_EncryptsBeforeAnythingIsSaid()
    {
        _server.Certificate = TlsServer.Make("127.0.0.1", Now.AddDays(-2), Now.AddDays(10));
        _server.Clear = "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED AUTH=NONSENSE] ready\r\n||S1 OK begin\r\n";

        await using (await ConnectAsync(ImapSecurity.StartTls, trusted: true))
        {
        }

        var heard = _server.Heard.ToString();
        heard.ShouldStartWith("S1 STARTTLS\r\n");
        heard.ShouldContain("LOGIN anna secret");
    }

    [Theory]
    [InlineData("* OK ready\r\n||S1 BAD what\r\n", MailServerTrouble.Settings, "does not offer STARTTLS")]
    [InlineData("* OK ready\r\n||S1 NO [UNAVAILABLE] no certificate\r\n", MailServerTrouble.Settings,
        "The server says: \"no certificate\"")]
    [InlineData("* PREAUTH welcome\r\n", MailServerTrouble.Settings, "does not let STARTTLS begin")]
    [InlineData("* BYE closed for today\r\n", MailServerTrouble.Throttled, "closed for today")]
    [InlineData("* OK ready\r\n||S1 OK begin\r\nA00000000 OK [CAPABILITY IMAP4rev1] injected\r\n", MailServerTrouble.Transient,
        "No safe connection")]
    public async Task ConnectAsync_StartTlsDoesNotCome_SendsNoPassword(string clear, MailServerTrouble trouble, string part)
    {
        _server.Clear = clear;
        _server.Certificate = TlsServer.Make("127.0.0.1", Now.AddDays(-2), Now.AddDays(10));

        var error = await FailAsync(ImapSecurity.StartTls, trusted: true);

        error.Trouble.ShouldBe(trouble, error.Message);
        error.Message.ShouldContain(part);
        _server.Heard.ToString().ShouldNotContain("secret");
    }

    private async Task<MailServerException> FailAsync(ImapSecurity security, bool trusted = false) =>
        await Should.ThrowAsync<MailServerException>(() => ConnectAsync(security, trusted));

    private Task<IMailServer> ConnectAsync(ImapSecurity security, bool trusted = false) => new ImapConnector(
        TimeProvider.System, trusted: trusted ? new X509Certificate2Collection(_server.Certificate!) : null).ConnectAsync(
        new ImapConnection("127.0.0.1", _server.Port, "anna", security, ImapAuth.Password, AllowPrivateNetwork: true),
        new MailCredential(ImapAuth.Password, "secret"), Cancellation);
}
