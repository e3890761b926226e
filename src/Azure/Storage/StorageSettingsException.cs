namespace InboxMind.Azure.Storage;

/// <summary>A setting about storage that is missing or wrong. The message is one sentence for the operator and holds no secret.</summary>
public sealed class StorageSettingsException(string message) : Exception(message);
