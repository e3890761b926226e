using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.Api.Tests.Telemetry;

public sealed class LogScopesTests
{
    [Fact]
    public void Line_OfARequest_CarriesItsIdsAndNotItsPath()
    {
        using var trace = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var scopes = Write(ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);

        scopes.ShouldBe([$"SpanId:{trace.SpanId}, TraceId:{trace.TraceId}", "request_id:abc"]);
    }

    [Fact]
    public void Line_WithoutATrace_CarriesTheIdOfTheRequest()
    {
        Activity.Current = null;

        Write(ActivityTrackingOptions.TraceId).ShouldBe(["request_id:abc"]);
    }

    /// <summary>The scopes of a line, as text.</summary>
    private static List<string> Write(ActivityTrackingOptions ids)
    {
        using var lines = new Scopes();
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(lines).Configure(options => options.ActivityTrackingOptions = ids))
            .AddInboxMindLogRules().BuildServiceProvider();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("InboxMind.Test");
        using (log.BeginScope((List<KeyValuePair<string, object?>>)[new("RequestId", "1"), new("RequestPath", "/people/anna@example.com")]))
        using (log.BeginScope("request_id:abc"))
            log.LogWarning("A line");
        return lines.All;
    }

    private sealed class Scopes : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider? _scopes;

        public List<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _scopes?.ForEachScope(static (scope, all) => all.Add($"{scope}"), All);

        public void Dispose()
        {
        }
    }
}
