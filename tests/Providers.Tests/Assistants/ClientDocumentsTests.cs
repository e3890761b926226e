using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using InboxMind.Core.Accounts.Assistants;
using InboxMind.Providers.Assistants;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Providers.Tests.Assistants;

public sealed class ClientDocumentsTests : IDisposable
{
    private const string Document = "{\"client_id\":\"x\",\"redirect_uris\":[\"https://client.example/back\"]}";

    private readonly HttpListener _server = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Uri _address;

    public ClientDocumentsTests()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        _server.Prefixes.Add($"http://127.0.0.1:{port}/");
        _server.Start();
        _address = new Uri($"http://127.0.0.1:{port}/client.json");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Close();

    [Fact]
    public async Task Read_Document_IsReadOnceInAWhile()
    {
        using var documents = Open();
        var answered = AnswerAsync(200, Document);

        (await documents.ReadAsync(_address, Cancellation)).ShouldBe(Document);
        await answered;
        (await documents.ReadAsync(_address, Cancellation)).ShouldBe(Document);

        _time.Advance(TimeSpan.FromHours(1));
        var again = AnswerAsync(200, "{}");
        (await documents.ReadAsync(_address, Cancellation)).ShouldBe("{}");
        await again;
    }

    [Fact]
    public async Task Read_AddressThatAStrangerChose_IsNoLabelOfAMetric()
    {
        var hosts = new ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, all) =>
        {
            if (instrument.Meter.Name == "System.Net.Http")
                all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, labels, _) =>
        {
            foreach (var (name, value) in labels)
            {
                if (name == "server.port")
                    hosts.Enqueue($"{value}");
            }
        });
        listener.Start();
        using var documents = Open();
        using var usual = new HttpClient();
        var answered = AnswerAsync(200, Document);

        (await documents.ReadAsync(_address, Cancellation)).ShouldBe(Document);
        await answered;
        hosts.ShouldNotContain($"{_address.Port}");

        answered = AnswerAsync(200, Document);
        await usual.GetStringAsync(_address, Cancellation);
        await answered;
        hosts.ShouldContain($"{_address.Port}", "so that it is not looked for in nothing");
    }

    [Theory]
    [InlineData(404, Document)]
    [InlineData(302, Document)]
    [InlineData(500, "")]
    public async Task Read_AnythingElse_IsNothing(int status, string body)
    {
        using var documents = Open();
        var answered = AnswerAsync(status, body);

        (await documents.ReadAsync(_address, Cancellation)).ShouldBeNull();
        await answered;
    }

    [Theory]
    [InlineData(ClientDescription.MaxLength + 1)]
    [InlineData(200_000)]
    public async Task Read_TooLong_IsNothing(int length)
    {
        using var documents = Open();
        var answered = AnswerAsync(200, new string(' ', length));

        (await documents.ReadAsync(_address, Cancellation)).ShouldBeNull();
        await answered;
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    public async Task Read_NameInAPrivateNetwork_IsNotConnectedTo(string address)
    {
        using var documents = new ClientDocuments(_time, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]));

        (await documents.ReadAsync(new Uri($"http://client.example:{_address.Port}/client.json"), Cancellation)).ShouldBeNull();
        _server.IsListening.ShouldBeTrue();
    }

    [Fact]
    public async Task Read_OneOfSeveralAddressesPrivate_IsNotConnectedTo()
    {
        using var documents = new ClientDocuments(
            _time, static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback]));

        (await documents.ReadAsync(new Uri($"http://client.example:{_address.Port}/client.json"), Cancellation)).ShouldBeNull();
    }

    private ClientDocuments Open() =>
        new(_time, static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), static _ => true);

    private async Task AnswerAsync(int status, string body)
    {
        var context = await _server.GetContextAsync();
        context.Response.StatusCode = status;
        if (status == 302)
            context.Response.RedirectLocation = "/elsewhere";
        try
        {
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body), Cancellation);
            context.Response.Close();
        }
        catch (HttpListenerException)
        {
            // It had read enough.
        }
    }
}
