using InboxMind.Azure;
using InboxMind.Azure.OpenAi;
using InboxMind.Azure.Search;
using InboxMind.Core;
using InboxMind.Core.Settings;
using InboxMind.Documents;
using InboxMind.Embedded;
using InboxMind.Embedded.Storage;
using InboxMind.Onnx;
using InboxMind.Providers;
using InboxMind.Server.Background;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace InboxMind.Server;

/// <summary>The app in one process: Core on the embedded adapters.</summary>
internal static class Composition
{
    /// <summary>The services of a verb that runs once.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="first">Adds services that win over the usual ones.</param>
    /// <param name="storage">Whether the storage account is used that the settings name; a folder that is left behind needs none.</param>
    public static ServiceProvider Create(string dataFolder, Action<IServiceCollection>? first = null, bool storage = true)
    {
        var services = new ServiceCollection();
        first?.Invoke(services);
        services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Warning)
            .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddInboxMindCore();
        AddAdapters(services, dataFolder, storage);
        return services.BuildServiceProvider();
    }

    /// <summary>The services of a verb that only looks at what is there: nothing is made for it.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="first">Adds services that win over the usual ones.</param>
    /// <exception cref="DataFolderException">There is nothing.</exception>
    public static ServiceProvider Open(string dataFolder, Action<IServiceCollection>? first = null) =>
        !string.IsNullOrWhiteSpace(Settings()["Cosmos:accountEndpoint"]) || DataFolder.IsAt(dataFolder)
        ? Create(dataFolder, first)
        : throw new DataFolderException(NoMail(Path.GetFullPath(dataFolder)));

    internal static string NoMail(string folder) =>
        $"There is no mail in the data folder \"{folder}\"; import or sync some, or name another folder by --data.";

    /// <summary>The adapters every verb uses.</summary>
    /// <param name="services">The services.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="storage">Whether the storage account is used that the settings name.</param>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static void AddAdapters(IServiceCollection services, string dataFolder, bool storage = true)
    {
        // The first adapter of a port wins: what the settings name comes before what is embedded.
        var settings = Settings();
        services.Replace(ServiceDescriptor.Singleton(WorkSettingsReader.Read(settings.GetSection("Work"))));
        services.AddInboxMindAzureOpenAi(settings.GetSection("Models"), settings.GetSection("Azure"), ProviderServices.OpenAiTokens);
        services.AddInboxMindModels(settings);
        services.AddInboxMindOnnx(settings, shipped: true);
        services.AddInboxMindDocuments(settings, typeof(Composition).Assembly);
        services.AddInboxMindSignIn(settings);
        services.AddInboxMindImap();
        var isShared = false;
        if (storage)
        {
            services.AddInboxMindAzureStorage(settings.GetSection("Storage"), settings.GetSection("Azure"));
            isShared = services.AddInboxMindCosmos(
                settings.GetSection("Cosmos"), settings.GetSection("Storage"), settings.GetSection("Azure"));
        }

        services.AddInboxMindAzureSearch(settings.GetSection("Search"), settings.GetSection("Azure"));
        if (isShared)
            services.AddInboxMindSharedIndex(dataFolder, settings.GetSection("Index").Number("CacheMegabytes", 512, 64, 1_000_000));
        else
            services.AddInboxMindDecryption(settings).AddInboxMindEmbedded(dataFolder);
    }

    /// <summary>The settings: environment variables.</summary>
    internal static IConfigurationRoot Settings() => new ConfigurationBuilder().AddEnvironmentVariables("INBOXMIND_").Build();
}
