namespace InboxMind.Core.Answers;

/// <summary>What was counted for an answer that the store computed, not a model.</summary>
/// <param name="Value">The number that was asked for; null when none was, or when it is several amounts in several currencies.</param>
/// <param name="IsExact">Whether all stored mail was looked at and the question could be read in one way.</param>
/// <param name="Reading">How the question was read, in one line.</param>
/// <param name="Items">The mails or people, the first <see cref="MaxItems"/>.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record ExactAnswer(decimal? Value, bool IsExact, string Reading, IReadOnlyList<ExactItem> Items, long Total)
{
    /// <summary>Items kept with an answer; the others are listed by the same query.</summary>
    public const int MaxItems = 200;

    /// <summary>The currency of <see cref="Value"/>; null when it counts mails or people.</summary>
    public string? Currency { get; init; }
}
