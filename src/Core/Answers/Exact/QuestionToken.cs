using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Exact;

/// <summary>A word of a question, and what is known of it.</summary>
internal sealed class QuestionToken(string text, string written, int start)
{
    /// <summary>Folded.</summary>
    public string Text { get; } = text;

    public string Written { get; } = written;

    public int Start { get; } = start;

    public bool IsCapital => char.IsUpper(Written[0]);

    /// <summary>Whether an 's follows.</summary>
    public bool IsPossessive { get; private init; }

    /// <summary>Whether it is said already what it means: part of a name, a phrase or a day.</summary>
    public bool IsRead { get; set; }

    /// <summary>The words of a question; "e-mails" is one, and so is what has an 's.</summary>
    public static List<QuestionToken> Split(string question, IReadOnlyList<DayMention> days)
    {
        var tokens = new List<QuestionToken>();
        var words = Words.Split(question);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Text == "e" && i + 1 < words.Count && words[i + 1].Text is "mail" or "mails")
                continue;
            var end = word.Start + word.Length;
            var isPossessive = i + 1 < words.Count && words[i + 1].Text == "s" && words[i + 1].Start == end + 1
                && question[end] is '\'' or '’';
            var isOfS = !isPossessive && word.Text.EndsWith('s') && end < question.Length && question[end] is '\'' or '’';
            tokens.Add(new QuestionToken(word.Text, question.Substring(word.Start, word.Length), word.Start)
            {
                IsPossessive = isPossessive || isOfS,
                IsRead = days.Any(d => d.Covers(word.Start)),
            });
            if (isPossessive)
                i++;
        }

        return tokens;
    }
}
