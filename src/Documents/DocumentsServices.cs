using System.Reflection;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Settings;
using InboxMind.Documents.Process;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Documents;

/// <summary>Reads the text of attachments, in a process of its own.</summary>
public static class DocumentsServices
{
    /// <summary>Adds the reader. The host's program has to begin with <see cref="AttachmentChild"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="settings">The app's settings.</param>
    /// <param name="host">The host's program.</param>
    /// <exception cref="SettingsException">A limit is wrong.</exception>
    public static IServiceCollection AddInboxMindDocuments(this IServiceCollection services, IConfiguration settings, Assembly host)
    {
        services.Replace(ServiceDescriptor.Singleton(AttachmentLimits.From(settings)));
        services.TryAddSingleton<IAttachmentReader>(provider => new ReadInProcess(
            ChildProgram.Of(host), provider.GetRequiredService<AttachmentLimits>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
