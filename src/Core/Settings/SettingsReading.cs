using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Core.Settings;

/// <summary>Reads settings and validates them at the start of the program.</summary>
public static class SettingsReading
{
    /// <summary>A whole number.</summary>
    /// <param name="section">The section that holds it.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="usual">Its value when it is not set; null when it must be.</param>
    /// <param name="least">The least it may be.</param>
    /// <param name="most">The greatest it may be.</param>
    /// <exception cref="SettingsException">It is not a number, or out of range.</exception>
    public static int Number(this IConfigurationSection section, string name, int? usual, int least, int most)
    {
        if (string.IsNullOrWhiteSpace(section[name]) && usual is { } value)
            return value;
        return int.TryParse(section[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
                ? number
                : throw new SettingsException(
                    string.Create(CultureInfo.InvariantCulture, $"{section.Path}:{name} must be a number from {least} to {most}."));
    }
}
