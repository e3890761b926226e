using InboxMind.Core.Answers.Exact;

namespace InboxMind.Api.Emails;

/// <summary>An exact answer with a page of the mails it rests on: <c>total</c> is how many there are, <c>currency</c> that of <c>value</c>
/// where it is money.</summary>
public sealed record ExactListResponse(
    decimal? Value, string? Currency, bool Exact, string Reading, long Total, IReadOnlyList<CountedMail> Emails, string? Next)
{
    internal static ExactListResponse From(ExactList list) => new(
        list.Answer.Value, list.Answer.Currency, list.Answer.IsExact, list.Answer.Reading, list.Answer.Total,
        [.. list.Page.Select(CountedMail.From)], list.Next is { } next ? PageCursor.Write(next) : null);
}
