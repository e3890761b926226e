using InboxMind.Core.Deletion;
using InboxMind.Core.Import;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>Reads, lists, opens, imports and deletes mail.</summary>
internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.TryAddSingleton<MimeReader>();
        services.TryAddSingleton<ImportMail>();
        services.TryAddSingleton<DeleteMail>();
        services.TryAddSingleton<EmptyMailboxes>();
        services.TryAddSingleton<DeleteAllMail>();
        services.TryAddSingleton<ListMail>();
        services.TryAddSingleton<OpenMail>();
        services.TryAddSingleton<OpenAttachmentText>();
        return services;
    }
}
