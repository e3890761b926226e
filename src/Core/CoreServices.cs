using InboxMind.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>What InboxMind does; the host adds adapters for the ports.</summary>
public static class CoreServices
{
    public static IServiceCollection AddInboxMindCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new WorkSettings());
        services.TryAddSingleton<ReadPoisonedWork>();
        return services.AddMail().AddIndexing().AddSync().AddConnecting()
            .AddAccounts().AddAnswers().AddPrivacy().AddHealth();
    }
}
