using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.Spending;
using InboxMind.Core.Budgets;
using InboxMind.Core.Health;
using InboxMind.Core.Index;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Azure.OpenAi;

/// <summary>Models in Azure OpenAI, by setting.</summary>
public static class AzureOpenAiServices
{
    /// <summary>Adds the deployments that <c>Chat</c> and <c>Embedding</c> name; where none is named, the host's own models stay.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="models">The section of models.</param>
    /// <param name="azure">Says as whom the app signs in.</param>
    /// <param name="tokens">Counts as OpenAI's models do.</param>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddInboxMindAzureOpenAi(
        this IServiceCollection services, IConfigurationSection models, IConfigurationSection azure, ITokenCounter tokens)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => new AzureOpenAiModels(tokens, s.GetService<ISharedLimits>(), s.GetRequiredService<TimeProvider>()));
        if (AzureOpenAiSettings.Read(models.GetSection("Chat"), azure, embedding: false) is { } chat)
        {
            var budget = ChatBudget.Read(models.GetSection("Chat"));
            services.TryAddSingleton<IChatModels>(s => new SpendingChatModels(
                s.GetRequiredService<AzureOpenAiModels>().Chat(chat), budget, s.GetRequiredService<IBudgets>(),
                s.GetRequiredService<IQuestionCounts>(), s.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IModelEndpoint>(_ => new AzureOpenAiEndpoint(chat));
        }

        if (AzureOpenAiSettings.Read(models.GetSection("Embedding"), azure, embedding: true) is { } embedding)
        {
            services.AddSingleton(s => s.GetRequiredService<AzureOpenAiModels>().Embedding(embedding));
            services.AddSingleton<IModelEndpoint>(_ => new AzureOpenAiEndpoint(embedding));
        }

        return services;
    }
}
