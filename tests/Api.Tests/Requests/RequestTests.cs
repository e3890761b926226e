using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Core.Answers;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.Api.Tests.Requests;

[ThroughFunctions]
public sealed class RequestTests(SampleApi api) : IClassFixture<SampleApi>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_Asked_IsHealthy()
    {
        var health = await api.Client.GetFromJsonAsync<JsonElement>(new Uri("/health", UriKind.Relative), Cancellation);

        health.GetProperty("status").GetString().ShouldBe("healthy");
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("localhost:5180", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:7071", HttpStatusCode.OK)]
    [InlineData("[::1]:80", HttpStatusCode.OK)]
    [InlineData("mail.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.example", HttpStatusCode.Forbidden)]
    [InlineData("192.0.2.1", HttpStatusCode.Forbidden)]
    public async Task AnyRequest_HostHeader_MustBeLoopback(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/openapi/v1.json", UriKind.Relative));
        request.Headers.Host = host;
        using var response = await api.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(expected);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [InlineData("abc-123_X.y", true)]
    [InlineData("with space", false)]
    [InlineData("<script>", false)]
    public async Task AnyRequest_RequestIdGiven_IsTakenWhenSane(string given, bool taken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/health", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("X-Request-ID", given);
        using var response = await api.Client.SendAsync(request, Cancellation);

        var id = response.Headers.GetValues("X-Request-ID").ShouldHaveSingleItem();
        (id == given).ShouldBe(taken);
        id.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task AnyRequest_RequestIdTooLong_IsReplaced()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/health", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("X-Request-ID", new string('a', 129));
        using var response = await api.Client.SendAsync(request, Cancellation);

        response.Headers.GetValues("X-Request-ID").Single().Length.ShouldBeLessThan(129);
    }

    [Fact]
    public async Task UnknownPath_Asked_IsAProblem()
    {
        using var response = await api.Client.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Query_ModelUnavailable_SaysWhatIsWrong()
    {
        using var folder = new TempFolder();
        await using var app = await SampleApi.StartAsync(
            folder.Root, static services => services.AddSingleton<IChatModels, BrokenModels>());
        using var client = await SampleApi.SignedInAsync(app);
        using var response = await client.PostAsJsonAsync(
            new Uri("/api/v1/rag/query", UriKind.Relative), new { query = "x" }, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString().ShouldBe("It is down.");
    }

    [Fact]
    public async Task AnyRequest_SomethingLogged_CarriesTheRequestIdAndNoQuestion()
    {
        using var folder = new TempFolder();
        using var log = new Told();
        await using var app = await SampleApi.StartAsync(
            folder.Root, services => services.AddSingleton<IChatModels, FailingModels>().AddSingleton<ILoggerProvider>(log));
        using var client = await SampleApi.SignedInAsync(app);
        client.DefaultRequestHeaders.Add("X-Request-ID", "asked-1");
        using var response = await client.PostAsJsonAsync(
            new Uri("/api/v1/rag/query", UriKind.Relative), new { query = "zxsecret" }, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        log.Lines.ShouldContain(static l => l.Contains("request_id:asked-1") && l.Contains("exception"));
        log.Lines.ShouldNotContain(static l => l.Contains("zxsecret"));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task AnyRequest_TakesCompression_IsCompressedWithoutTlsOnly(string encoding)
    {
        foreach (var (scheme, expected) in ((string, string[])[])[("http", [encoding]), ("https", [])])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{scheme}://localhost/health"));
            request.Headers.Add("Accept-Encoding", encoding);
            using var response = await api.Client.SendAsync(request, Cancellation);

            response.Content.Headers.ContentEncoding.ShouldBe(expected);
        }
    }

    private sealed class FailingModels : IChatModels
    {
        public Task<ChatModel> GetActiveAsync(Owner owner, CancellationToken cancellation) =>
            throw new InvalidOperationException("It fails.");
    }

    /// <summary>What is logged, with its scopes.</summary>
    private sealed class Told : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private readonly ConcurrentQueue<string> _lines = [];
        private IExternalScopeProvider? _scopes;

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter)
        {
            var line = formatter(state, exception);
            _scopes?.ForEachScope((scope, _) => line += $" => {scope}", 0);
            _lines.Enqueue(line);
        }

        public void Dispose()
        {
        }
    }

    private sealed class BrokenModels : IChatModels
    {
        public Task<ChatModel> GetActiveAsync(Owner owner, CancellationToken cancellation) =>
            throw new ModelUnavailableException("It is down.");
    }
}
