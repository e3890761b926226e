using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InboxMind.Server.Tests.Commands;

public sealed class HealthCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_NothingListens_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = Port(taken);
        taken.Stop();

        (await Cli.RunAsync("health", "--port", port)).ShouldFail(1, $"Nothing answers on port {port}");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("99999")]
    public async Task Health_NoPort_IsWrongUsage(string port) =>
        (await Cli.RunAsync("health", "--port", port)).ShouldFail(2, "--port takes a number from 1 to 65535");

    [Theory]
    [InlineData("200 OK", 0)]
    [InlineData("503 Service Unavailable", 1)]
    public async Task Health_SomethingAnswers_GoesByItsStatus(string status, int code)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, status);

        var result = await Cli.RunAsync("health", "--port", Port(listener));
        var request = await answering;

        result.Code.ShouldBe(code, result.Error);
        request.ShouldStartWith("GET /health HTTP/1.1");
    }

    [Fact]
    public async Task Serve_BeyondThisMachineWithoutAPublicAddress_IsRefused() =>
        (await Cli.RunAsync("serve", "--listen", "0.0.0.0", "--port", "0")).ShouldFail(1, "INBOXMIND_Accounts__PublicAddress");

    [Fact]
    public async Task Serve_NoAddress_IsWrongUsage() =>
        (await Cli.RunAsync("serve", "--listen", "everywhere")).ShouldFail(2, "--listen takes an IP address");

    private static string Port(TcpListener listener) =>
        ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> AnswerAsync(TcpListener listener, string status)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await using var stream = client.GetStream();
        var buffer = new byte[4_096];
        var read = await stream.ReadAsync(buffer, Cancellation);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Cancellation);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
