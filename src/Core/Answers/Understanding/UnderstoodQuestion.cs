using InboxMind.Core.Index;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>A question, understood.</summary>
/// <param name="Question">As asked.</param>
/// <param name="Query">What to look for.</param>
/// <param name="Days">The days it speaks of, when it names any: evidence, and no condition.</param>
/// <param name="Words">Its telling words, folded: one of them may name a person.</param>
/// <param name="Stems">Finds them in a text.</param>
public sealed record UnderstoodQuestion(
    Question Question, SearchQuery Query, IReadOnlyList<DayRange> Days, IReadOnlyList<string> Words, StemFinder Stems)
{
    /// <summary>What its own words are.</summary>
    public required QuestionReading Reading { get; init; }

    /// <summary>Words it leaves out because the question before had them; null when it stands on its own.</summary>
    public string? RefersTo { get; init; }
}
