using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server.Output;

/// <summary>How log lines are written: text for people, or one JSON object each, with the ids of request and trace, for what collects
/// them.</summary>
internal static class LogForm
{
    /// <exception cref="SettingsException">There is no such form.</exception>
    public static ILoggingBuilder AddLogForm(this ILoggingBuilder logging, IConfiguration settings) => settings["Logs:Format"] switch
    {
        null or "" or "text" => logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = true;
        }),
        "json" => logging.Configure(static options =>
            options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId)
            .AddJsonConsole(static console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            }),
        _ => throw new SettingsException("Logs:Format must be text or json."),
    };
}
