using InboxMind.Core;
using InboxMind.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server;

/// <summary>The app in one process: Core on the embedded adapters.</summary>
internal static class Composition
{
    public static ServiceProvider Create(string dataFolder)
    {
        var services = new ServiceCollection();
        services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning)
            .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddInboxMindCore();
        services.AddInboxMindEmbedded(dataFolder);
        return services.BuildServiceProvider();
    }
}
