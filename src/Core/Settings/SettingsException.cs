namespace InboxMind.Core.Settings;

/// <summary>A setting that is missing or wrong. The message is one sentence for the operator: it names the setting and what it must be,
/// and repeats no value that could be a secret.</summary>
public sealed class SettingsException(string message) : Exception(message);
