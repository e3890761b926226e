using InboxMind.Core;
using InboxMind.Embedded;
using InboxMind.Providers;
using InboxMind.Providers.Models;
using InboxMind.Providers.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server;

/// <summary>The app in one process: Core on the embedded adapters.</summary>
internal static class Composition
{
    /// <summary>The services of a verb that runs once.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="first">Adds services that win over the usual ones.</param>
    public static ServiceProvider Create(string dataFolder, Action<IServiceCollection>? first = null)
    {
        var services = new ServiceCollection();
        first?.Invoke(services);
        services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning)
            .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddInboxMindCore();
        AddAdapters(services, dataFolder);
        return services.BuildServiceProvider();
    }

    /// <summary>The adapters every verb uses.</summary>
    /// <exception cref="ModelSettingsException">A model setting is missing or wrong.</exception>
    /// <exception cref="SignInSettingsException">A setting about accounts is missing or wrong.</exception>
    public static void AddAdapters(IServiceCollection services, string dataFolder)
    {
        // The first adapter of a port wins: models named in the settings come before the offline ones.
        var settings = Settings();
        services.AddInboxMindModels(settings);
        services.AddInboxMindSignIn(settings);
        services.AddInboxMindImap();
        services.AddInboxMindEmbedded(dataFolder);
    }

    /// <summary>The settings: environment variables.</summary>
    internal static IConfigurationRoot Settings() => new ConfigurationBuilder().AddEnvironmentVariables("INBOXMIND_").Build();
}
