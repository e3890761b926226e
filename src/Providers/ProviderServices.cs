using InboxMind.Core.Answers;
using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;
using InboxMind.Providers.Imap;
using InboxMind.Providers.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Providers;

/// <summary>Models by setting, and mail servers.</summary>
public static class ProviderServices
{
    /// <summary>Adds the models that the configuration names under <c>Models:Chat</c> and <c>Models:Embedding</c>; without them
    /// the host's own stay.</summary>
    /// <exception cref="ModelSettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddInboxMindModels(this IServiceCollection services, IConfiguration configuration)
    {
        if (OpenAiSettings.Read(configuration.GetSection("Models:Chat"), embedding: false) is { } chat)
            services.TryAddSingleton<IChatModels>(_ => new OpenAiChatModels(chat));
        if (OpenAiSettings.Read(configuration.GetSection("Models:Embedding"), embedding: true) is { } embedding)
            services.TryAddSingleton<IEmbeddingModels>(_ => new OpenAiEmbeddingModels(embedding));
        return services;
    }

    /// <summary>Adds mail servers over IMAP.</summary>
    public static IServiceCollection AddInboxMindImap(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IMailServerConnector>(static s => new ImapConnector(s.GetRequiredService<TimeProvider>()));
        return services;
    }
}
