using InboxMind.Core.Settings;
using InboxMind.Core.Work;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Server.Background;

/// <summary>Reads what the operator decided about work in queues.</summary>
internal static class WorkSettingsReader
{
    /// <exception cref="SettingsException">A value is wrong.</exception>
    public static WorkSettings Read(IConfigurationSection section)
    {
        var usual = new WorkSettings();
        return usual with
        {
            Visibility = TimeSpan.FromSeconds(section.Number("VisibilitySeconds", (int)usual.Visibility.TotalSeconds, 2, 3_600)),
        };
    }
}
