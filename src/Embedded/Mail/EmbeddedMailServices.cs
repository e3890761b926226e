using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Heads;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Sync;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Embedded;

/// <summary>Mail and mailboxes.</summary>
internal static class EmbeddedMailServices
{
    public static IServiceCollection AddEmbeddedMail(this IServiceCollection services)
    {
        services.TryAddSingleton<IMailboxStore, SqliteMailboxStore>();
        services.TryAddSingleton<ApartRawMail>();
        services.TryAddSingleton<IRawMailLeftovers>(static s => s.GetRequiredService<ApartRawMail>());
        services.TryAddSingleton<SqliteMailStore>();
        services.TryAddSingleton<IMailStore>(static s => s.GetRequiredService<SqliteMailStore>());
        services.TryAddSingleton<IHeadPacks>(static s => new SqliteHeadPacks(s.GetRequiredService<MainDatabase>()));
        services.TryAddSingleton<IMailReadings, SqliteMailReadings>();
        services.TryAddSingleton<IEncryptedMail, SqliteEncryptedMail>();
        services.TryAddSingleton<ISetAsideMail, SqliteSetAsideMail>();
        services.TryAddSingleton<SqliteDirectory>();
        services.TryAddSingleton<IUnindexedMail>(static s => s.GetRequiredService<SqliteDirectory>());
        services.TryAddSingleton<IDueMailboxes>(static s => s.GetRequiredService<SqliteDirectory>());
        services.TryAddSingleton<IUserDirectory>(static s => s.GetRequiredService<SqliteDirectory>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, ApartRawMail>(static s => s.GetRequiredService<ApartRawMail>()));
        return services;
    }
}
