using InboxMind.Core.Work;

namespace InboxMind.Azure.Storage;

/// <summary>The storage account cannot be used for now: not reached, refused, failing. The message is one sentence for the operator
/// and holds no secret.</summary>
public sealed class AzureStorageException(string message, Exception? inner = null) : StorageUnusableException(message, inner);
