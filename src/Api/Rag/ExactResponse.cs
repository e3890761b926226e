using InboxMind.Core.Answers;

namespace InboxMind.Api.Rag;

/// <summary>What was counted for an answer. <c>exact</c> says whether all stored mail was looked at and the question could be read in one
/// way only, <c>reading</c> how it was read. <c>items</c> are the first of <c>total</c>; <c>currency</c> is that of
/// <c>value</c> where it is money.</summary>
public sealed record ExactResponse(
    decimal? Value, string? Currency, bool Exact, string Reading, long Total, IReadOnlyList<ExactItemResponse> Items)
{
    internal static ExactResponse? From(ExactAnswer? exact) => exact is null
        ? null
        : new ExactResponse(
            exact.Value, exact.Currency, exact.IsExact, exact.Reading, exact.Total, [.. exact.Items.Select(ExactItemResponse.From)]);
}
