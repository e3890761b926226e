using System.Security.Cryptography.X509Certificates;
using InboxMind.Core.Sync.Runs;
using InboxMind.Providers.Imap;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Sync;

public sealed class TlsTests(DovecotServers servers) : IClassFixture<DovecotServers>
{
    [Fact]
    public async Task SyncAsync_Tls_SyncsWhenTheCertificateIsTrustedAndNotOtherwise()
    {
        var server = servers.Get(tls: true);
        server.Deliver("anna", Letters.Many(3));
        using var stranger = new SyncedMailbox(server.Port, security: ImapSecurity.Tls);
        using var friend = new SyncedMailbox(
            server.Port, security: ImapSecurity.Tls,
            connector: new ImapConnector(TimeProvider.System, trusted: new X509Certificate2Collection(server.Certificate!)));

        var (outcome, _) = await stranger.RunAsync();

        outcome.Result.ShouldBe(SyncResult.RetryLater);
        outcome.Message!.ShouldContain("certificate");
        (await friend.SyncAsync()).Added.ShouldBe(3);
    }
}
