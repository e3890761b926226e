using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Settings;
using InboxMind.Embedded.Decryption;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace InboxMind.Embedded;

/// <summary>Mail that is encrypted to the user of this machine.</summary>
public static class DecryptionServices
{
    /// <summary>Adds the keys that the settings name; without any nothing is opened.</summary>
    /// <param name="services">The services of a program that runs for one person.</param>
    /// <param name="settings">The app's settings.</param>
    /// <exception cref="SettingsException">They contradict each other.</exception>
    public static IServiceCollection AddInboxMindDecryption(this IServiceCollection services, IConfiguration settings)
    {
        if (DecryptionSettings.From(settings) is { } named)
            services.TryAddSingleton<IMailKeys>(provider => new MailKeys(named, provider.GetRequiredService<ILogger<MailKeys>>()));
        return services;
    }
}
