using InboxMind.Api;
using InboxMind.Azure;
using InboxMind.Azure.Storage;
using InboxMind.Core;
using InboxMind.Embedded;
using InboxMind.Providers;
using InboxMind.Providers.SignIn;
using Microsoft.AspNetCore.Http;
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
        if (!DataFolderSetting.TryRead(configuration, out var folder, out var problem))
            return problem;
        services.AddInboxMindCore();
        try
        {
            services.AddInboxMindSignIn(configuration.GetSection("InboxMind"));
            services.AddInboxMindApi(configuration.GetSection("InboxMind"));
            services.AddInboxMindAzureStorage(configuration.GetSection("InboxMind"));
        }
        catch (Exception e) when (e is SignInSettingsException or ApiSettingsException or StorageSettingsException)
        {
            return e.Message;
        }

        services
            .AddInboxMindImap()
            .AddInboxMindEmbedded(folder)
            .AddHttpContextAccessor()
            .AddSingleton(provider => new HttpPipeline(
                ApiPipeline.Build(provider),
                provider.GetRequiredService<IHttpContextAccessor>()));
        return null;
    }
}
