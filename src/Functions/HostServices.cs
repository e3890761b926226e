using InboxMind.Api;
using InboxMind.Api.Telemetry;
using InboxMind.Azure;
using InboxMind.Azure.OpenAi;
using InboxMind.Azure.Search;
using InboxMind.Azure.Storage;
using InboxMind.Core;
using InboxMind.Core.Settings;
using InboxMind.Core.Sync.Due;
using InboxMind.Documents;
using InboxMind.Embedded;
using InboxMind.Functions.Sync;
using InboxMind.Functions.Upkeep;
using InboxMind.Onnx;
using InboxMind.Providers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Functions;

/// <summary>The app as this host composes it.</summary>
internal static class HostServices
{
    /// <summary>Adds the services, by the settings.</summary>
    /// <returns>Null; or one sentence that says which setting is missing or wrong.</returns>
    public static string? Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddInboxMindCore();

        // The worker hands each line to the host, and ASP.NET Core and Durable have several for every call.
        services.AddLogging().AddInboxMindLogRules();
        try
        {
            var settings = configuration.GetSection("InboxMind");
            if (ProductionRules.IsProduction(settings)
                && ProductionRules.Broken(settings, OwnAddress.Read(configuration) is not null) is [var broken, ..])
                return broken;
            var sync = SyncSettings.Read(settings.GetSection("Sync"));
            services.AddSingleton(sync).AddSingleton(_ => new TurnSlots(sync.SideBySide)).AddSingleton<CatchUps>();
            services.AddSingleton(DurableSettings.Read(settings.GetSection("Durable")));

            // The first adapter of a port wins: models named in the settings come before the offline ones.
            services.AddInboxMindAzureOpenAi(
                settings.GetSection("Models"), settings.GetSection("Azure"), ProviderServices.OpenAiTokens);
            services.AddInboxMindModels(settings);
            services.AddInboxMindOnnx(settings, shipped: false);
            services.AddInboxMindDocuments(settings, typeof(HostServices).Assembly);
            services.AddInboxMindSignIn(settings, OwnAddress.Read(configuration));
            services.AddInboxMindApi(settings);

            // Tells the host that this process sends its own lines and spans, so that the host does not send them once more.
            if (services.Any(static s => s.ImplementationInstance is TelemetrySettings { IsSent: true }))
                services.AddOpenTelemetry().UseFunctionsWorkerDefaults();

            // The account whose queues the triggers listen at: another one would never be worked on.
            var (storage, azure) = (configuration.GetSection("AzureWebJobsStorage"), settings.GetSection("Azure"));
            services.AddInboxMindAzureStorage(storage, azure);
            var isShared = services.AddInboxMindCosmos(settings.GetSection("Cosmos"), storage, azure);
            services.AddInboxMindAzureSearch(settings.GetSection("Search"), azure);
            if (AddState(services, configuration, isShared) is { } problem)
                return problem;
        }
        catch (SettingsException e)
        {
            return e.Message;
        }

        services
            .AddInboxMindImap()
            .AddSingleton<SyncStarts>()
            .AddHttpContextAccessor()
            .AddSingleton(provider => new HttpPipeline(
                ApiPipeline.Build(provider),
                provider.GetRequiredService<IHttpContextAccessor>()));
        return null;
    }

    /// <summary>Adds what lies on this machine's disk.</summary>
    private static string? AddState(IServiceCollection services, IConfiguration configuration, bool isShared)
    {
        if (!DataFolderSetting.TryRead(configuration, isShared, out var folder, out var problem))
            return problem;
        if (isShared)
        {
            services.AddInboxMindSharedIndex(
                folder, configuration.GetSection("InboxMind:Index").Number("CacheMegabytes", 512, 64, 1_000_000));
            return null;
        }

        // Without an account there is but the one instance that is tried out.
        if (services.Any(static s => s.ServiceType == typeof(DataFolderLease)))
            services.AddHostedService<OneDataFolder>();
        services.AddHostedService<IndexChecker>();
        services.AddInboxMindEmbedded(folder);
        return null;
    }
}
