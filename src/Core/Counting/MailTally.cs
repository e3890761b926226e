namespace InboxMind.Core.Counting;

/// <summary>How many mails meet a query, and which.</summary>
/// <param name="Count">How many, copies of one message once.</param>
/// <param name="Copies">Copies that were not counted.</param>
/// <param name="Groups">The count by groups, if that was asked for: days, months and years in their order, others by their size.</param>
/// <param name="Page">The mails of the page.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="NotIndexed">Mails stored that could not be looked at, since the index does not hold them yet.</param>
public sealed record MailTally(
    long Count, long Copies, IReadOnlyList<TallyGroup> Groups, IReadOnlyList<MailHead> Page, MailPosition? Next, long NotIndexed)
{
    /// <summary>Whether all stored mail was looked at.</summary>
    public bool IsExact => NotIndexed == 0;

    /// <summary>The oldest of all; null when there is none.</summary>
    public MailHead? First { get; init; }

    /// <summary>The newest of all.</summary>
    public MailHead? Last { get; init; }
}
