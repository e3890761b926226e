namespace InboxMind.Embedded.Decryption;

/// <summary>A key cannot be used; the message is one sentence for the user.</summary>
internal sealed class KeyFileException(string message) : Exception(message);
