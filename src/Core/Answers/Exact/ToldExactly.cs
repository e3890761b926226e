namespace InboxMind.Core.Answers.Exact;

/// <summary>An exact answer in words.</summary>
/// <param name="Text">The text, with [n] for the cited mails.</param>
/// <param name="Value">The number asked for.</param>
/// <param name="Cited">The mails cited, [1] first.</param>
/// <param name="Items">What was asked for.</param>
/// <param name="Total">How many items there are in all.</param>
internal sealed record ToldExactly(string Text, decimal? Value, IReadOnlyList<MailHead> Cited, IReadOnlyList<ExactItem> Items, long Total)
{
    /// <summary>The currency of the number; null when it is none of money.</summary>
    public string? Currency { get; init; }
}
