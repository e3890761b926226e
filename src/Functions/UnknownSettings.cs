using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions;

/// <summary>Warns of settings that no one reads: they are likely mistyped.</summary>
internal static partial class UnknownSettings
{
    /// <summary>The names that this host has beside those of all.</summary>
    internal static readonly IReadOnlyList<string> Own =
    [
        "Cache", "Sync:By", "Sync:EveryMinutes", "Sync:SideBySide", "Sync:Shards", "Sync:TurnSeconds", "Durable:HistoryDays",
        "Durable:PurgePerRun",
    ];

    public static void Warn(ILoggerFactory logs, IConfiguration configuration)
    {
        var log = logs.CreateLogger(typeof(UnknownSettings).FullName!);
        foreach (var sentence in Find(configuration))
            LogUnknown(log, sentence);
    }

    /// <summary>A sentence for each.</summary>
    internal static IEnumerable<string> Find(IConfiguration configuration) =>
        KnownSettings.Unknown(configuration.GetSection("InboxMind"), Own).Where(static u => u.Name.Length > 0).Select(static u =>
            $"{Variable(u.Name)} is no setting of InboxMind{(u.Nearest is null ? "." : $"; is {Variable(u.Nearest)} meant?")}");

    private static string Variable(string setting) => $"InboxMind__{setting.Replace(":", "__", StringComparison.Ordinal)}";

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence}")]
    private static partial void LogUnknown(ILogger log, string sentence);
}
