using InboxMind.Api.Telemetry;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Api.Tests.Telemetry;

public sealed class TelemetrySettingsTests
{
    [Fact]
    public void Read_NothingSet_SendsNothing() => Read().IsOn.ShouldBeFalse();

    [Fact]
    public void Read_AllSet_IsWhatWasSet()
    {
        var settings = Read(
            ("Otlp:Endpoint", "https://collector.example:4318"), ("Otlp:Protocol", "http"), ("Otlp:Headers", "Authorization=secret"),
            ("AzureMonitor", "InstrumentationKey=00000000-0000-0000-0000-000000000000"), ("MetricsToken", new string('x', 32)),
            ("TracesPercent", "5"));

        settings.OtlpEndpoint.ShouldBe(new Uri("https://collector.example:4318"));
        settings.OtlpOverHttp.ShouldBeTrue();
        settings.Traces.ShouldBe(0.05);
        settings.IsSent.ShouldBeTrue();
        settings.ToString().ShouldBe("collector.example");
    }

    [Theory]
    [InlineData("Otlp:Endpoint", "collector:4317", "Telemetry:Otlp:Endpoint must be an http or https address.")]
    [InlineData("Otlp:Protocol", "udp", "Telemetry:Otlp:Protocol must be grpc or http.")]
    [InlineData(
        "AzureMonitor", "a secret", "Telemetry:AzureMonitor must be the connection string of an Application Insights resource.")]
    [InlineData("MetricsToken", "short", "Telemetry:MetricsToken must have at least 32 visible characters of ASCII.")]
    [InlineData(
        "MetricsToken", "a token with spaces that is long enough",
        "Telemetry:MetricsToken must have at least 32 visible characters of ASCII.")]
    [InlineData("TracesPercent", "101", "Telemetry:TracesPercent must be a number from 0 to 100.")]
    public void Read_WrongSetting_SaysWhichAndNotItsValue(string name, string value, string problem) =>
        Should.Throw<SettingsException>(() => Read((name, value))).Message.ShouldBe(problem);

    [Theory]
    [InlineData("http://collector.example:4317", true)]
    [InlineData("http://localhost:4317", false)]
    [InlineData("https://collector.example:4317", false)]
    public void Read_SecretHeaders_GoOverTlsOrStayOnTheMachine(string endpoint, bool isRefused)
    {
        var read = () => Read(("Otlp:Endpoint", endpoint), ("Otlp:Headers", "Authorization=secret"));

        if (isRefused)
            Should.Throw<SettingsException>(() => read()).Message.ShouldNotContain("secret=");
        else
            read().OtlpHeaders.ShouldBe("Authorization=secret");
    }

    private static TelemetrySettings Read(params (string Name, string Value)[] settings) => TelemetrySettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>($"Telemetry:{s.Name}", s.Value)))
            .Build().GetSection("Telemetry"));
}
