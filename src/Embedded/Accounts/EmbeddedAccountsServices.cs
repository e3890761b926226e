using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using InboxMind.Core.Connecting;
using InboxMind.Embedded.Accounts;
using InboxMind.Embedded.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Embedded;

/// <summary>Users, sessions, sign-ins and secrets.</summary>
internal static class EmbeddedAccountsServices
{
    public static IServiceCollection AddEmbeddedAccounts(this IServiceCollection services)
    {
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
        return services;
    }
}
