using InboxMind.Core.Accounts;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Admin;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Audit;
using InboxMind.Core.Budgets;
using InboxMind.Core.Connecting;
using InboxMind.Core.Health;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Privacy;
using InboxMind.Core.Sync;
using InboxMind.Core.Work;
using InboxMind.Embedded.Accounts;
using InboxMind.Embedded.Admin;
using InboxMind.Embedded.Answers;
using InboxMind.Embedded.Audit;
using InboxMind.Embedded.Health;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Models;
using InboxMind.Embedded.Privacy;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;
using InboxMind.Embedded.Sync;
using InboxMind.Embedded.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Embedded;

/// <summary>The ports on one machine: one data folder, no server, no download.</summary>
public static class EmbeddedServices
{
    /// <summary>Adds the embedded adapters where no other adapter was added before.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="dataFolder">The folder that holds everything; created when it is missing. Unusable, the first use throws
    /// <see cref="DataFolderException"/>.</param>
    public static IServiceCollection AddInboxMindEmbedded(this IServiceCollection services, string dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new DataFolder(dataFolder));
        services.TryAddSingleton<MainDatabase>();
        services.TryAddSingleton<IndexFiles>();
        services.TryAddSingleton<SqliteMailIndex>();
        services.TryAddSingleton<IMailboxStore, SqliteMailboxStore>();
        services.TryAddSingleton<ApartRawMail>();
        services.TryAddSingleton<IRawMailLeftovers>(static s => s.GetRequiredService<ApartRawMail>());
        services.TryAddSingleton<SqliteMailStore>();
        services.TryAddSingleton<IMailStore>(static s => s.GetRequiredService<SqliteMailStore>());
        services.TryAddSingleton<ISetAsideMail, SqliteSetAsideMail>();
        services.TryAddSingleton<ISyncedMail, SqliteSyncedMail>();
        services.TryAddSingleton<ISyncStateStore, SqliteSyncStateStore>();
        services.TryAddSingleton<KeyRing>();
        services.TryAddSingleton<ISecretStore, SqliteSecretStore>();
        services.TryAddSingleton<SqliteUserStore>();
        services.TryAddSingleton<IUserStore>(static s => s.GetRequiredService<SqliteUserStore>());
        services.TryAddSingleton<IIdentityDirectory>(static s => s.GetRequiredService<SqliteUserStore>());
        services.TryAddSingleton<ISessionStore, SqliteSessionStore>();
        services.TryAddSingleton<ISigningKeyStore, SqliteSigningKeys>();
        services.TryAddSingleton<SqliteSignIns>();
        services.TryAddSingleton<ISignInAttempts>(static s => s.GetRequiredService<SqliteSignIns>());
        services.TryAddSingleton<IOneTimeLinks>(static s => s.GetRequiredService<SqliteSignIns>());
        services.TryAddSingleton<IExpiredSignIns, SqliteExpiredSignIns>();
        services.TryAddSingleton<ITokenLocks, SqliteTokenLocks>();
        services.TryAddSingleton<IAuditLog, SqliteAuditLog>();
        services.TryAddSingleton<IDirectory, SqliteDirectory>();
        services.TryAddSingleton<SqliteQuestionLog>();
        services.TryAddSingleton<IQuestionLog>(static s => s.GetRequiredService<SqliteQuestionLog>());
        services.TryAddSingleton<IQuestionRetention>(static s => s.GetRequiredService<SqliteQuestionLog>());
        services.TryAddSingleton<IBudgets, SqliteBudgets>();
        services.TryAddSingleton<IQuestionCounts, SqliteQuestionCounts>();
        services.TryAddSingleton<IWorkQueue, SqliteWorkQueue>();
        services.TryAddSingleton<IMailIndex>(static s => s.GetRequiredService<SqliteMailIndex>());
        services.TryAddSingleton<IVectorCache>(static s => s.GetRequiredService<SqliteMailIndex>());
        services.TryAddSingleton<IEmbeddingModels, OfflineEmbeddingModels>();
        services.TryAddSingleton<IChatModels, OfflineChatModels>();
        services.TryAddSingleton<IErasures, SqliteErasures>();
        services.TryAddSingleton<IMailExport, SqliteMailExport>();
        services.TryAddSingleton<IAuditReader, SqliteAuditReader>();
        services.TryAddSingleton<IUserSearch, SqliteUserSearch>();
        services.TryAddSingleton<IUsage, SqliteUsage>();
        services.TryAddSingleton<IWorkStatus, SqliteWorkStatus>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, MainUserData>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, ApartRawMail>(static s => s.GetRequiredService<ApartRawMail>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, IndexFiles>(static s => s.GetRequiredService<IndexFiles>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, StoreProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, IndexProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, KeyRingProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, DiskProbe>());
        return services;
    }
}
