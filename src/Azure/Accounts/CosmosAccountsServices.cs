using InboxMind.Azure.Accounts;
using InboxMind.Azure.Admin;
using InboxMind.Azure.Answers;
using InboxMind.Azure.Audit;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Counting;
using InboxMind.Azure.Privacy;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Admin;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Audit;
using InboxMind.Core.Budgets;
using InboxMind.Core.Connecting;
using InboxMind.Core.Counting;
using InboxMind.Core.Health;
using InboxMind.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Azure;

/// <summary>Users, sessions, questions, the audit log and administration in Cosmos DB; all that is not mail. Keys have to lie
/// elsewhere.</summary>
internal static class CosmosAccountsServices
{
    public static IServiceCollection AddCosmosAccounts(this IServiceCollection services)
    {
        services.TryAddSingleton<IdentityEntries>();
        services.TryAddSingleton<CosmosUserStore>();
        services.TryAddSingleton<IUserStore>(static s => s.GetRequiredService<CosmosUserStore>());
        services.TryAddSingleton<IIdentityDirectory>(static s => s.GetRequiredService<CosmosUserStore>());
        services.TryAddSingleton<ISessionStore, CosmosSessionStore>();
        services.TryAddSingleton<CosmosSignIns>();
        services.TryAddSingleton<ISignInAttempts>(static s => s.GetRequiredService<CosmosSignIns>());
        services.TryAddSingleton<IOneTimeLinks>(static s => s.GetRequiredService<CosmosSignIns>());
        services.TryAddSingleton<IExpiredSignIns, CosmosExpiredSignIns>();
        services.TryAddSingleton<ITokenLocks, CosmosTokenLocks>();
        services.TryAddSingleton<ISecretStore, CosmosSecretStore>();
        services.TryAddSingleton<CosmosQuestionLog>();
        services.TryAddSingleton<IQuestionLog>(static s => s.GetRequiredService<CosmosQuestionLog>());
        services.TryAddSingleton<IQuestionRetention>(static s => s.GetRequiredService<CosmosQuestionLog>());
        services.TryAddSingleton<IQuestionCounts, CosmosQuestionCounts>();
        services.TryAddSingleton<IPersonMerges, CosmosPersonMerges>();
        services.TryAddSingleton<IBudgets, CosmosBudgets>();
        services.TryAddSingleton<ISharedLimits, CosmosSharedLimits>();
        services.TryAddSingleton<IAuditLog, CosmosAuditLog>();
        services.TryAddSingleton<IAuditReader, CosmosAuditReader>();
        services.TryAddSingleton<IErasures, CosmosErasures>();
        services.TryAddSingleton<IUserSearch, CosmosUserSearch>();
        services.TryAddSingleton<IUsage, CosmosUsage>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, CosmosProbe>());
        return services;
    }
}
