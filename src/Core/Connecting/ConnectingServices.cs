using InboxMind.Core.Connecting;
using InboxMind.Core.Sync;
using InboxMind.Core.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>Connects mailboxes and keeps their credentials.</summary>
internal static class ConnectingServices
{
    public static IServiceCollection AddConnecting(this IServiceCollection services)
    {
        services.TryAddSingleton<GetValidToken>();
        services.TryAddSingleton<IMailCredentials, MailCredentials>();
        services.TryAddSingleton<ResumeSync>();
        services.TryAddSingleton<KeepConnection>();
        services.TryAddSingleton<ConnectMailbox>();
        services.TryAddSingleton<ConnectImap>();
        services.TryAddSingleton<DisconnectMailbox>();
        services.TryAddSingleton<ChangeMailbox>();
        services.TryAddSingleton<RevokeConsent>();
        services.AddSingleton(new CountsFromZero(TokenSignals.ShowAtZero));
        return services;
    }
}
