using InboxMind.Core.Health;
using InboxMind.Embedded.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Embedded;

/// <summary>Tells how the data folder is.</summary>
internal static class EmbeddedHealthServices
{
    public static IServiceCollection AddEmbeddedHealth(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, StoreProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, KeyRingProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, IndexProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, DiskProbe>());
        return services;
    }

    /// <summary>Of a folder that holds copies of indexes alone.</summary>
    public static IServiceCollection AddSharedIndexHealth(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, SharedIndexProbe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyProbe, DiskProbe>());
        return services;
    }
}
