namespace InboxMind.Core.Reading;

/// <summary>A part of a list.</summary>
/// <param name="Mails">The messages in the list's order; may be fewer than asked for, with more to come.</param>
/// <param name="Next">Where the next part begins; null at the end.</param>
/// <param name="Total">How many the whole list holds; null when that was not asked for.</param>
public sealed record MailPage(IReadOnlyList<PlacedMail> Mails, MailPosition? Next, long? Total)
{
    /// <summary>Messages that are stored and could not be listed, since the index does not hold them yet; null when it was not
    /// asked.</summary>
    public long? NotIndexed { get; init; }
}
