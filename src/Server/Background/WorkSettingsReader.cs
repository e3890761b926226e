using System.Globalization;
using InboxMind.Core.Work;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Server.Background;

/// <summary>Reads what the operator decided about work in queues.</summary>
internal static class WorkSettingsReader
{
    private const string VisibilitySeconds = "VisibilitySeconds";
    private const int Least = 2;
    private const int Most = 3600;

    /// <exception cref="WorkSettingsException">A value is wrong.</exception>
    public static WorkSettings Read(IConfigurationSection section)
    {
        if (string.IsNullOrWhiteSpace(section[VisibilitySeconds]))
            return new WorkSettings();
        return int.TryParse(section[VisibilitySeconds], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= Least and <= Most
            ? new WorkSettings { Visibility = TimeSpan.FromSeconds(seconds) }
            : throw new WorkSettingsException(string.Create(
                CultureInfo.InvariantCulture, $"{section.Path}:{VisibilitySeconds} must be a number from {Least} to {Most}."));
    }
}

/// <summary>A setting about work that is wrong. The message is one sentence for the user.</summary>
public sealed class WorkSettingsException(string message) : Exception(message);
