using InboxMind.Core.Work;

namespace InboxMind.Azure.Search;

/// <summary>The search service cannot be used for now: not reached, refused, failing. The message is one sentence for the operator and
/// holds no secret and no mail.</summary>
public sealed class AzureSearchException(string message, Exception? inner = null) : StorageUnusableException(message, inner);
