using InboxMind.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>Exports and erases accounts.</summary>
internal static class PrivacyServices
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.TryAddSingleton<CloseAccount>();
        services.TryAddSingleton<EraseAccount>();
        services.TryAddSingleton<ResumeErasures>();
        services.TryAddSingleton<ExportMail>();
        services.TryAddSingleton<ExportAttachments>();
        services.TryAddSingleton<ExportAccount>();
        return services;
    }
}
