using InboxMind.Core.Sync;
using InboxMind.Providers.Imap;
using InboxMind.Testing;

namespace InboxMind.Providers.Tests.Imap;

/// <summary>Why a server lets no one in: the password is at fault only where it says so.</summary>
public sealed class SignInTroubleTests : IDisposable
{
    private const string Secret = "hunter2-and-more";

    private readonly ScriptedServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("{tag} NO [AUTHENTICATIONFAILED] Invalid credentials", MailServerTrouble.Refused,
        "refused the password of anna; check it, and use an app password where the provider asks for one. The server says: \"Invalid "
            + "credentials\"")]
    [InlineData("{tag} NO Login failed.", MailServerTrouble.Refused, "refused the password")]
    [InlineData("{tag} NO [ALERT] Application-specific password required", MailServerTrouble.Refused,
        "The server says: \"Application-specific password required\"")]
    [InlineData("{tag} NO [EXPIRED] set a new one", MailServerTrouble.Refused, "expired")]
    [InlineData("{tag} NO [AUTHORIZATIONFAILED] no", MailServerTrouble.Refused, "may not open this mailbox")]
    [InlineData("{tag} NO [CONTACTADMIN] see the desk", MailServerTrouble.Refused, "ask whoever runs it")]
    [InlineData("{tag} NO [CANNOT] IMAP is switched off", MailServerTrouble.Refused,
        "does not let anna in. The server says: \"IMAP is switched off\"")]
    [InlineData("{tag} NO [PRIVACYREQUIRED] encrypt first", MailServerTrouble.Settings, "not encrypted")]
    [InlineData("{tag} NO [UNAVAILABLE] user database is down", MailServerTrouble.Throttled,
        "does not let anyone in just now. The server says: \"user database is down\"")]
    [InlineData("{tag} NO [INUSE] locked", MailServerTrouble.Throttled, "just now")]
    [InlineData("{tag} NO [LIMIT] 10 connections", MailServerTrouble.Throttled, "just now")]
    [InlineData("{tag} NO [SERVERBUG] oops", MailServerTrouble.Throttled, "just now")]
    [InlineData("{tag} NO Too many login attempts", MailServerTrouble.Throttled, "just now")]
    [InlineData("{tag} NO Internal error, please try again", MailServerTrouble.Transient, "just now")]
    [InlineData("{tag} BAD what do you mean", MailServerTrouble.Transient, "did not understand")]
    [InlineData("* BYE shutting down\r\n{close}", MailServerTrouble.Transient, "The server says: \"shutting down\"")]
    [InlineData("{close}", MailServerTrouble.Transient, "broke")]
    public async Task ConnectAsync_SignInFails_SaysWhatTheServerSays(string answer, MailServerTrouble trouble, string part)
    {
        _server.Script = (_, command) => command.StartsWith("LOGIN", StringComparison.Ordinal) ? answer + "\r\n" : null;

        var error = await ConnectAsync();

        error.Trouble.ShouldBe(trouble, error.Message);
        error.Message.ShouldContain(part);
        if (trouble != MailServerTrouble.Refused || part.Contains("switched off"))
            error.Message.ShouldNotContain("refused the password");
    }

    [Fact]
    public async Task ConnectAsync_ServerRepeatsThePassword_IsNotShown()
    {
        _server.Script = static (_, command) =>
            command.StartsWith("LOGIN", StringComparison.Ordinal) ? $"{{tag}} NO no user with {Secret}\r\n" : null;

        (await ConnectAsync()).ToString().ShouldNotContain(Secret);
    }

    [Fact]
    public async Task ConnectAsync_ServerTakesNoPasswordUnencrypted_SaysWhatToDo()
    {
        _server.Capabilities = "IMAP4rev1 LOGINDISABLED";

        var error = await ConnectAsync();

        (error.Trouble, error.Message.Contains("use imaps://, or STARTTLS")).ShouldBe((MailServerTrouble.Settings, true), error.Message);
        _server.Commands.ShouldNotContain(static c => c.Contains(Secret));
    }

    [Theory]
    [InlineData("A1 NO [AUTHENTICATIONFAILED] Wrong\u001b[31m password\u00e2\u0080\u00ae", "Wrong [31m password")]
    [InlineData("* BYE a\tb", "a b")]
    [InlineData("A1 NO", "")]
    [InlineData("A1 NO [ALERT]", "")]
    [InlineData("A1 NO Mot de passe refus\u00c3\u00a9", "Mot de passe refusé")]
    public void Of_ResponseLine_IsFitForPeople(string line, string expected) => ServerText.From(line).ShouldBe(expected);

    [Fact]
    public void Of_LongResponse_IsCut() => ServerText.From($"A1 NO {new string('x', 5_000)}").Length.ShouldBe(161);

    private async Task<MailServerException> ConnectAsync() =>
        await Should.ThrowAsync<MailServerException>(new ImapConnector(TimeProvider.System).ConnectAsync(
        new ImapConnection("127.0.0.1", _server.Port, "anna", ImapSecurity.None, ImapAuth.Password, AllowPrivateNetwork: true),
        new MailCredential(ImapAuth.Password, Secret), Cancellation));
}
