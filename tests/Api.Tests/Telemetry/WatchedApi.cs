using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using InboxMind.Core;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Telemetry;
using InboxMind.Embedded;
using InboxMind.Providers;
using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.Api.Tests.Telemetry;

/// <summary>The API with metrics for Prometheus, whose log lines and spans are kept.</summary>
internal sealed class WatchedApi : IAsyncDisposable
{
    public const string MetricsToken = "a-token-of-at-least-thirty-two-characters";

    private readonly TempFolder _folder = new();
    private readonly Lines _lines = new();
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivityListener _listener;

    private WatchedApi()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Signals.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public WebApplication App { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public string Database => _folder["data/inboxmind.db"];

    /// <summary>All that was logged, with scopes and whole exceptions.</summary>
    public string Log => _lines.Text;

    /// <summary>All that spans say, those of other tests included.</summary>
    public string Spans => string.Join('\n', _spans.Select(static a =>
        $"{a.DisplayName} {a.StatusDescription} {string.Join(' ', a.TagObjects.Select(static t => $"{t.Key}={t.Value}"))}"));

    public static async Task<WatchedApi> StartAsync(string? metricsToken = MetricsToken)
    {
        var api = new WatchedApi();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Logging.AddProvider(api._lines);
        builder.Services.AddInboxMindLogRules();
        builder.Services.AddSingleton<IAttachmentReader, AttachmentsReadHere>();
        builder.Services.AddInboxMindCore();
        builder.Services.AddInboxMindImap();
        builder.Services.AddInboxMindEmbedded(api._folder["data"]);
        builder.Services.AddInboxMindApi(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Telemetry:MetricsToken", metricsToken)]).Build());
        api.App = builder.Build();
        api.App.UseInboxMindApi();
        await api.App.StartAsync();
        api.Client = await SampleApi.SignedInAsync(api.App);
        return api;
    }

    /// <summary>What Prometheus would read.</summary>
    public async Task<HttpResponseMessage> ScrapeAsync(string? token = MetricsToken)
    {
        using var client = App.GetTestClient();
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        _listener.Dispose();
        _lines.Dispose();
        _folder.Dispose();
    }

    private sealed class Lines : ILoggerProvider, ISupportExternalScope
    {
        private readonly ConcurrentQueue<string> _all = [];
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public string Text => string.Join('\n', _all);

        public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public void Dispose()
        {
        }

        private sealed class Line(Lines lines, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => lines._scopes.Push(state);

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var scopes = new List<string>();
                lines._scopes.ForEachScope(static (scope, all) => all.Add($"{scope}"), scopes);
                lines._all.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception} [{string.Join(' ', scopes)}]");
            }
        }
    }
}
