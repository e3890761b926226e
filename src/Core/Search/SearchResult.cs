namespace InboxMind.Core.Search;

/// <summary>A message found.</summary>
/// <param name="Mail">The message.</param>
/// <param name="Score">How well it fits, 0 to 1; comparable within one answer only.</param>
/// <param name="Snippet">The part of its text that fits best, on one line.</param>
public sealed record SearchResult(StoredMail Mail, double Score, string Snippet)
{
    /// <summary>The attachment that <see cref="Snippet"/> is of, when it is of none of the mail's own words.</summary>
    public FoundIn? In { get; init; }
}
