using InboxMind.Core.Admin;
using InboxMind.Core.Audit;
using InboxMind.Core.Privacy;
using InboxMind.Embedded.Admin;
using InboxMind.Embedded.Audit;
using InboxMind.Embedded.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Embedded;

/// <summary>Audit, administration and privacy.</summary>
internal static class EmbeddedAdminServices
{
    public static IServiceCollection AddEmbeddedAdmin(this IServiceCollection services)
    {
        services.TryAddSingleton<IAuditLog, SqliteAuditLog>();
        services.TryAddSingleton<IErasures, SqliteErasures>();
        services.TryAddSingleton<IMailExport, SqliteMailExport>();
        services.TryAddSingleton<IAuditReader, SqliteAuditReader>();
        services.TryAddSingleton<IUserSearch, SqliteUserSearch>();
        services.TryAddSingleton<IUsage, SqliteUsage>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, MainUserData>());
        return services;
    }
}
