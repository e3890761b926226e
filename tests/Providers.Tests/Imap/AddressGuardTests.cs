using System.Net;
using System.Net.Sockets;
using InboxMind.Core.Sync;
using InboxMind.Providers.Imap;
using InboxMind.Testing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Providers.Tests.Imap;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001:0:7f00:1::1")]
    [InlineData("2001:db8::1")]
    public void IsPublic_NotThePublicInternet_IsRefused(string address) => AddressGuard.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("142.250.1.109")]
    [InlineData("172.32.0.1")]
    [InlineData("11.0.0.1")]
    [InlineData("::ffff:142.250.1.109")]
    [InlineData("2a00:1450:4001:82a::200e")]
    public void IsPublic_PublicInternet_IsAllowed(string address) => AddressGuard.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("internal.example")]
    [InlineData("mixed.example")]
    public async Task ConnectAsync_HostInThePrivateNetwork_IsRefusedWithoutAConnection(string host)
    {
        using var server = new ScriptedServer();
        var time = new FakeTimeProvider();
        var connector = new ImapConnector(time, static (name, _) => Task.FromResult<IPAddress[]>(name switch
        {
            "internal.example" => [IPAddress.Loopback],
            "mixed.example" => [IPAddress.Parse("142.250.1.109"), IPAddress.Loopback],
            _ => [IPAddress.Loopback],
        }));
        var connection = new ImapConnection(host, server.Port, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false);

        var call =
            connector.ConnectAsync(connection, new MailCredential(ImapAuth.Password, "secret"), TestContext.Current.CancellationToken);
        time.Advance(GuardedConnect.RefusedAfter);

        (await Should.ThrowAsync<MailServerException>(() => call)).Trouble.ShouldBe(MailServerTrouble.Transient);
        server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task ConnectAsync_HostThatIsNotPublicAndOneThatIsNowhere_AreRefusedAlike()
    {
        var messages = new List<string>();
        foreach (var resolve in (Func<string, CancellationToken, Task<IPAddress[]>>[])
        [
            static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.7")]),
            static (_, _) => Task.FromResult<IPAddress[]>([]),
            static (_, _) => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)),
            static (_, _) => new TaskCompletionSource<IPAddress[]>().Task,
        ])
        {
            var time = new FakeTimeProvider();
            var connection =
                new ImapConnection("mail.intranet.example", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false);
            var call = new ImapConnector(time, resolve).ConnectAsync(
                connection, new MailCredential(ImapAuth.Password, "secret"), TestContext.Current.CancellationToken);

            time.Advance(GuardedConnect.RefusedAfter - TimeSpan.FromMilliseconds(1));
            call.IsCompleted.ShouldBeFalse();
            time.Advance(TimeSpan.FromMilliseconds(1));
            var error = await Should.ThrowAsync<MailServerException>(() => call);
            messages.Add($"{error.Trouble}: {error.Message}");
        }

        messages.Distinct().ShouldHaveSingleItem();
    }
}
