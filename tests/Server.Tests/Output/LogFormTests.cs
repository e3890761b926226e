using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using InboxMind.Api;
using InboxMind.Core.Settings;
using InboxMind.Server.Output;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace InboxMind.Server.Tests.Output;

public sealed partial class LogFormTests
{
    [Fact]
    public void Json_ALine_IsOneObjectWithTheIdsOfRequestAndTrace()
    {
        using var trace = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var line = Write("json");

        line.ShouldEndWith("\n");
        line.TrimEnd().ShouldNotContain("\n");
        using var said = JsonDocument.Parse(line);
        said.RootElement.GetProperty("LogLevel").GetString().ShouldBe("Warning");
        said.RootElement.GetProperty("Message").GetString().ShouldBe("3 items wait");
        said.RootElement.GetProperty("State").GetProperty("Count").GetInt32().ShouldBe(3);
        said.RootElement.GetProperty("Timestamp").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        line.ShouldContain($"\"TraceId\":\"{trace.TraceId}\"");
        line.ShouldContain("\"request_id\":\"abc\"");
    }

    [Fact]
    public async Task Json_ALine_IsReadByTheCollector()
    {
        using var trace = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var collector = await File.ReadAllTextAsync(
            Path.Combine(Repository.Folder, "infra", "logs", "collector.yaml"), TestContext.Current.CancellationToken);

        var line = Write("json");

        // The collector's language writes names of groups in another way.
        var patterns = Pattern().Matches(collector).Select(static m => new Regex(m.Groups[1].Value.Replace("?P<", "?<"))).ToList();
        patterns.Count.ShouldBe(2);
        patterns[0].Match(line).Groups["id"].Value.ShouldBe("abc");
        patterns[1].Match(line).Groups["span"].Value.ShouldBe($"{trace.SpanId}");
        patterns[1].Match(line).Groups["trace"].Value.ShouldBe($"{trace.TraceId}");
        using var said = JsonDocument.Parse(line);
        foreach (Match field in Field().Matches(collector))
            said.RootElement.TryGetProperty(field.Groups[1].Value, out _).ShouldBeTrue(field.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text")]
    public void Text_ALine_IsForPeople(string? format)
    {
        var line = Write(format);

        line.ShouldContain("3 items wait");
        line.ShouldNotContain("{");
    }

    [Fact]
    public void Form_Unknown_IsRefused() =>
        Should.Throw<SettingsException>(() => Write("xml")).Message.ShouldBe("Logs:Format must be text or json.");

    /// <summary>What the console would be given, with the scopes that the factory makes.</summary>
    private static string Write(string? format)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Logs:Format", format)]).Build();
        using var services = new ServiceCollection().AddLogging(logging => logging.AddLogForm(settings)).AddInboxMindLogRules()
            .BuildServiceProvider();
        var name = services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        var formatter = services.GetServices<ConsoleFormatter>().Single(f => f.Name == (name ?? ConsoleFormatterNames.Simple));
        using var console = new Written(formatter);
        using var factory = new LoggerFactory(
            [console], services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
            services.GetRequiredService<IOptions<LoggerFactoryOptions>>(), services.GetRequiredService<IExternalScopeProvider>());
        var log = factory.CreateLogger("InboxMind.Test");
        using (log.BeginScope(new Dictionary<string, object> { ["request_id"] = "abc" }))
            log.LogWarning("{Count} items wait", 3);
        return console.Text.ToString();
    }

    [GeneratedRegex(@" regex: '([^']+)'")]
    private static partial Regex Pattern();

    /// <summary>A field of a line that the collector reads or keeps.</summary>
    [GeneratedRegex(@"attributes\.([A-Z][A-Za-z]+)\b")]
    private static partial Regex Field();

    private sealed class Written(ConsoleFormatter formatter) : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider? _scopes;

        public StringWriter Text { get; } = new() { NewLine = "\n" };

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatterOf) =>
            formatter.Write(new LogEntry<TState>(logLevel, "InboxMind.Test", eventId, state, exception, formatterOf), _scopes, Text);

        public void Dispose() => Text.Dispose();
    }
}
