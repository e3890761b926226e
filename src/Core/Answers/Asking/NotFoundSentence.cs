using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Asking;

/// <summary>What is said where the mail does not hold an answer. Words of one language hardly find mail of another: where that may be
/// why, it is told, with what would help.</summary>
internal static class NotFoundSentence
{
    /// <summary>Of the mails nearest to the question, those whose language is looked at.</summary>
    private const int Looked = 5;

    /// <summary>The sentence.</summary>
    /// <param name="question">The question.</param>
    /// <param name="nearest">The mails that came nearest to it, the best first.</param>
    public static string Of(string question, IReadOnlyList<EvidenceMail> nearest)
    {
        var asked = LanguageDetector.OfQuery(question);
        if (asked == TextLanguage.Unknown)
            return AskQuestion.NotFoundText;
        var written = nearest.Take(Looked).Select(static m => LanguageDetector.OfText(m.Text))
            .Where(static l => l != TextLanguage.Unknown).GroupBy(static l => l).MaxBy(static g => g.Count())?.Key ?? asked;
        return written == asked ? AskQuestion.NotFoundText
            : $"{AskQuestion.NotFoundText} It was looked for in the words of the question, which are {asked}; most of the mail that comes "
                + $"nearest is {written}. Asked in {written} it may be found, or with an embedding model that knows both languages.";
    }
}
