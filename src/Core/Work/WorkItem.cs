namespace InboxMind.Core.Work;

/// <summary>A piece of work in a queue.</summary>
/// <param name="Id">Names the item within its queue.</param>
/// <param name="Body">What to do: ids only, never mail. At most 48 KiB of UTF-8.</param>
/// <param name="DequeueCount">How often it was handed out, this time included.</param>
/// <param name="Receipt">Proves that the holder still holds it; a later hand-out gives another.</param>
public sealed record WorkItem(string Id, string Body, int DequeueCount, string Receipt)
{
    /// <summary>The longest body in bytes of UTF-8: what fits a Storage queue message after Base64.</summary>
    public const int MaxBodyBytes = 49_152;
}
