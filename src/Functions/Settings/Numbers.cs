using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions.Settings;

/// <summary>Reads whole numbers.</summary>
internal static class Numbers
{
    /// <exception cref="HostSettingsException">It is no number, or out of range.</exception>
    public static int Number(this IConfigurationSection section, string name, int usual, int least, int most)
    {
        if (string.IsNullOrWhiteSpace(section[name]))
            return usual;
        return int.TryParse(section[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new HostSettingsException(
                string.Create(CultureInfo.InvariantCulture, $"{section.Path}:{name} must be a number from {least} to {most}."));
    }
}
