using InboxMind.Core.Accounts;
using InboxMind.Core.Accounts.Assistants;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Accounts.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>Users, their sessions and how they sign in.</summary>
internal static class AccountsServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.TryAddSingleton(new AccountSettings());
        services.TryAddSingleton<LocalUser>();
        services.TryAddSingleton<StartSession>();
        services.TryAddSingleton<RefreshSession>();
        services.TryAddSingleton<CheckAccess>();
        services.TryAddSingleton<ForgetExpired>();
        services.TryAddSingleton<ChangeUser>();
        services.TryAddSingleton<LocalSignIn>();
        services.TryAddSingleton<BeginSignIn>();
        services.TryAddSingleton<SignInUser>();
        services.TryAddSingleton<CompleteSignIn>();
        services.TryAddSingleton<UnlinkIdentity>();
        services.TryAddSingleton<FindClient>();
        services.TryAddSingleton<AllowedAssistants>();
        services.TryAddSingleton<ChangeAccount>();
        return services;
    }
}
