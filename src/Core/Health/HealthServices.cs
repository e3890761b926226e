using InboxMind.Core.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>Tells how dependencies are.</summary>
internal static class HealthServices
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, QueueProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, ModelsProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, VectorsProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, ReadingProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, MailServersProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, LastSyncProbe>());
        services.TryAddSingleton<ReadFigures>();
        services.TryAddSingleton<FigureGauges>();
        return services;
    }
}
