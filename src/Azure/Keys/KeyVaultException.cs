using InboxMind.Core.Work;

namespace InboxMind.Azure.Keys;

/// <summary>The certificate in Key Vault cannot be used. The message is one sentence for the operator and holds no secret.</summary>
public sealed class KeyVaultException(string message, Exception? inner = null) : StorageUnusableException(message, inner);
