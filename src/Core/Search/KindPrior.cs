using InboxMind.Core.Index;
using InboxMind.Core.Mail.Parsing.Kinds;

namespace InboxMind.Core.Search;

/// <summary>What a mail's kind says of whether it is meant, before any word is compared: what machines and newsletters write is hardly
/// meant by a question about people, and what a shop wrote is meant by one about an order. It is mild: words decide.</summary>
internal static class KindPrior
{
    private const double Less = 0.85;
    private const double More = 1.15;

    /// <summary>What a score is multiplied by.</summary>
    /// <param name="kind">The mail's kind.</param>
    /// <param name="isOfPeople">Whether people are asked about.</param>
    /// <param name="isOfTrade">Whether an order, a booking or the like is asked about, see <see cref="IsOfTrade"/>.</param>
    public static double Of(MailKind kind, bool isOfPeople, bool isOfTrade) => kind switch
    {
        MailKind.Receipt when isOfTrade => More,
        MailKind.Bulk or MailKind.Notice or MailKind.Bounce when isOfPeople => Less,
        _ => 1,
    };

    /// <summary>Whether a query is about an order, a booking, a delivery, a bill or a payment.</summary>
    public static bool IsOfTrade(SearchQuery query) => TradeWords.AreAskedFor(query.Text);
}
