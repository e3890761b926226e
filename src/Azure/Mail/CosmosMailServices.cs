using InboxMind.Azure.Mail;
using InboxMind.Azure.Mail.Writing;
using InboxMind.Azure.Privacy;
using InboxMind.Azure.Sync;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Privacy;
using InboxMind.Core.Sync;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Azure;

/// <summary>Mail, mailboxes and syncs in Cosmos DB. Raw mail has to lie apart from them.</summary>
internal static class CosmosMailServices
{
    public static IServiceCollection AddCosmosMail(this IServiceCollection services)
    {
        services.TryAddSingleton<MailLookUps>();
        services.TryAddSingleton<MailWriter>();
        services.TryAddSingleton<MailboxWriter>();
        services.TryAddSingleton<MailReader>();
        services.TryAddSingleton<MailSaving>();
        services.TryAddSingleton<MailRereading>();
        services.TryAddSingleton<MailLeftovers>();
        services.TryAddSingleton<IRawMailLeftovers>(static s => s.GetRequiredService<MailLeftovers>());
        services.TryAddSingleton<IMailStore, CosmosMailStore>();
        services.TryAddSingleton<IMailReadings, CosmosMailReadings>();
        services.TryAddSingleton<ISetAsideMail, CosmosSetAsideMail>();
        services.TryAddSingleton<IMailboxStore, CosmosMailboxStore>();
        services.TryAddSingleton<ISyncedMail, CosmosSyncedMail>();
        services.TryAddSingleton<ISyncStateStore, CosmosSyncStateStore>();
        services.TryAddSingleton<CosmosDirectory>();
        services.TryAddSingleton<IUnindexedMail>(static s => s.GetRequiredService<CosmosDirectory>());
        services.TryAddSingleton<IDueMailboxes>(static s => s.GetRequiredService<CosmosDirectory>());
        services.TryAddSingleton<IUserDirectory>(static s => s.GetRequiredService<CosmosDirectory>());
        services.TryAddSingleton<IMailExport, CosmosMailExport>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, CosmosMailData>());
        return services;
    }
}
