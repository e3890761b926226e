using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Reads from a question what to look for and when it was. Search operators work in questions too. A question that refers
/// back to the one before it is read together with that.</summary>
public sealed class UnderstandQuestion(TimeProvider time)
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
        var typed = QueryParser.ParseQuestion(question.Text, question.Zone, today);
        var query = typed with { Filter = typed.Filter.And(question.Filter) };
        var words = Words.Split(query.Text).Select(static w => w.Text).Where(static w => !StopWords.Contains(w)).Distinct().ToList();
        return new UnderstoodQuestion(
            question, query, TimeExpressions.Find(query.Text, today), words, new StemFinder(words));
    }
}
