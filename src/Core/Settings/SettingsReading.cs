using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Core.Settings;

/// <summary>Reads settings and validates them at the start of the program.</summary>
public static class SettingsReading
{
    /// <summary>An amount, such as <c>0.4</c>; 0 when it is not set.</summary>
    /// <param name="section">The section that holds it.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="least">The least it may be.</param>
    /// <param name="most">The greatest it may be.</param>
    /// <exception cref="SettingsException">It is not a number, or out of range.</exception>
    public static decimal Amount(this IConfigurationSection section, string name, decimal least, decimal most)
    {
        if (string.IsNullOrWhiteSpace(section[name]))
            return 0;
        return decimal.TryParse(section[name], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
                ? number
                : throw new SettingsException(
                    string.Create(CultureInfo.InvariantCulture, $"{section.Path}:{name} must be a number such as 0.5, {least} to {most}."));
    }

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

    /// <summary><c>true</c> or <c>false</c>.</summary>
    /// <param name="section">The section that holds it.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="usual">Its value when it is not set.</param>
    /// <exception cref="SettingsException">It is neither.</exception>
    public static bool YesOrNo(this IConfigurationSection section, string name, bool usual) =>
        string.IsNullOrWhiteSpace(section[name]) ? usual
        : bool.TryParse(section[name], out var value) ? value
        : throw new SettingsException($"{section.Path}:{name} must be true or false.");

    /// <summary>One of the names of an enumeration, in any case.</summary>
    /// <param name="section">The section that holds it.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="usual">Its value when it is not set.</param>
    /// <exception cref="SettingsException">It is another text.</exception>
    public static T Choice<T>(this IConfigurationSection section, string name, T usual)
        where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(section[name]))
            return usual;
        return Enum.GetNames<T>().FirstOrDefault(n => n.Equals(section[name], StringComparison.OrdinalIgnoreCase)) is { } chosen
            ? Enum.Parse<T>(chosen)
            : throw new SettingsException(
                $"{section.Path}:{name} must be {string.Join(" or ", Enum.GetNames<T>().Select(static n => n.ToLowerInvariant()))}.");
    }
}
