using InboxMind.Core.Accounts.Assistants;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.Spending;
using InboxMind.Core.Budgets;
using InboxMind.Core.Health;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments.Pictures;
using InboxMind.Core.Settings;
using InboxMind.Core.Sync;
using InboxMind.Providers.Assistants;
using InboxMind.Providers.Imap;
using InboxMind.Providers.Models;
using InboxMind.Providers.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Providers;

/// <summary>Models and sign-in by setting, and mail servers.</summary>
public static class ProviderServices
{
    /// <summary>Counts tokens as OpenAI's models do.</summary>
    public static ITokenCounter OpenAiTokens { get; } = new TiktokenCounter();

    /// <summary>Adds the models that the configuration names under <c>Models:Chat</c> and <c>Models:Embedding</c>; without them
    /// the host's own stay. And the one under <c>Attachments:Ocr</c> that reads pictures; without it none does.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddInboxMindModels(this IServiceCollection services, IConfiguration configuration)
    {
        if (OpenAiSettings.Read(configuration.GetSection("Models:Chat"), embedding: false) is { } chat)
        {
            var budget = ChatBudget.Read(configuration.GetSection("Models:Chat"));
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<IChatModels>(s => new SpendingChatModels(
                OpenAiChat.Create(chat), budget, s.GetRequiredService<IBudgets>(), s.GetRequiredService<IQuestionCounts>(),
                s.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IModelEndpoint>(_ => new OpenAiEndpoint(chat));
        }

        if (OpenAiSettings.Read(configuration.GetSection("Models:Embedding"), embedding: true) is { } embedding)
        {
            services.AddSingleton(_ => OpenAiEmbeddings.Create(embedding));
            services.AddSingleton<IModelEndpoint>(_ => new OpenAiEndpoint(embedding));
        }

        if (OcrSettings.Read(configuration) is { } ocr)
        {
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<IPictureReader>(s => new OcrReader(
                OpenAiChat.ForPictures(ocr.Model), ocr, s.GetRequiredService<IBudgets>(), s.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IModelEndpoint>(_ => new OpenAiEndpoint(ocr.Model));
        }

        return services;
    }

    /// <summary>Adds mail servers over IMAP.</summary>
    public static IServiceCollection AddInboxMindImap(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IMailServerConnector>(static s => new ImapConnector(s.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Adds what the configuration says about accounts under <c>Accounts</c>, and the providers it names a client
    /// for.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Holds them.</param>
    /// <param name="ownAddress">See <see cref="AccountSettings.OwnAddress"/>.</param>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddInboxMindSignIn(
        this IServiceCollection services, IConfiguration configuration, Uri? ownAddress = null)
    {
        var accounts = configuration.GetSection("Accounts");
        services.Replace(ServiceDescriptor.Singleton(AccountSettingsReader.Read(accounts) with { OwnAddress = ownAddress }));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IClientDocuments>(static s => new ClientDocuments(s.GetRequiredService<TimeProvider>()));
        if (ProviderSettings.Read(accounts.GetSection("Google"), GoogleProvider.DefaultAuthority, GoogleProvider.DefaultImap) is { } google)
        {
            services.AddSingleton<IMailProvider>(s =>
                new GoogleProvider(google, ProviderHttp.Create(), s.GetRequiredService<TimeProvider>()));
        }

        if (ProviderSettings.Read(accounts.GetSection("Microsoft"), MicrosoftProvider.DefaultAuthority, MicrosoftProvider.DefaultImap)
            is { } microsoft)
        {
            services.AddSingleton<IMailProvider>(s =>
                new MicrosoftProvider(microsoft, ProviderHttp.Create(), s.GetRequiredService<TimeProvider>()));
        }

        return services;
    }
}
