namespace InboxMind.Server;

/// <summary>A setting that is missing or wrong. The message is one sentence for the user.</summary>
public sealed class SettingsException(string message) : Exception(message);
