using System.Text.RegularExpressions;
using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Reads from a question what to look for and when it was. Search operators work in questions too, but a hyphen before a word is
/// only a hyphen. A question that refers back to the one before it is read together with that.</summary>
public sealed partial class UnderstandQuestion(TimeProvider time)
{
    public UnderstoodQuestion Understand(Question question)
    {
        var own = Read(question);
        if (question.Earlier.Count == 0 || !FollowUp.RefersBack(own))
            return own;
        var last = question.Earlier[question.Earlier.Count - 1];
        var before = new Question(last.Question, MailFilter.None, question.Zone) { Earlier = [.. question.Earlier.SkipLast(1)] };
        return FollowUp.Carry(own, Understand(before));
    }

    private UnderstoodQuestion Read(Question question)
    {
        var today = LocalDay.From(time.GetUtcNow(), question.Zone);
        var typed = QueryParser.ParseQuestion(Minus().Replace(question.Text, " "), question.Zone, today);
        var reading = QuestionReader.Read(typed.Text, today);
        var content = reading.Content.Select(static w => w.Text).Distinct().ToList();
        var query = typed with
        {
            Text = content.Count > 0 || typed.All.Count > 0 ? typed.Text : "",
            Any = Telling(typed.Any, content, reading),
            Filter = typed.Filter.And(question.Filter),
        };
        return new UnderstoodQuestion(question, query, [.. reading.Days.Select(static d => d.Days)], content,
            new StemFinder(content, LanguageDetector.OfQuery(typed.Text)))
        {
            Reading = reading,
        };
    }

    /// <summary>What is looked for: what the question is about, names that are ordinary words among it, and its hints.</summary>
    private static List<string> Telling(IReadOnlyList<string> typed, List<string> content, QuestionReading reading)
    {
        var hints = reading.Hints.Select(static w => w.Text).ToList();
        var telling = typed.Where(phrase => phrase.Split(' ').Any(w => content.Contains(w) || hints.Contains(w))).ToList();
        telling.AddRange(content.Where(word => !telling.Exists(phrase => phrase.Split(' ').Contains(word))));
        return telling;
    }

    [GeneratedRegex(@"(?<=^|\s)-+(?=\S)(?![a-z_]+:\S)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Minus();
}
