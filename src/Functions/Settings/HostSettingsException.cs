namespace InboxMind.Functions.Settings;

/// <summary>A setting of this host that is wrong. The message is one sentence for the user.</summary>
public sealed class HostSettingsException(string message) : Exception(message);
