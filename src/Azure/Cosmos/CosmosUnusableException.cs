using InboxMind.Core.Work;

namespace InboxMind.Azure.Cosmos;

/// <summary>The database cannot be used for now: not reached, refused, failing. The message is one sentence for the operator and holds no
/// secret.</summary>
public sealed class CosmosUnusableException(string message, Exception? inner = null) : StorageUnusableException(message, inner);
