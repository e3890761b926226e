using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Reads from a question what to look for and when it was. Search operators work in questions too.</summary>
public sealed class UnderstandQuestion(TimeProvider time)
{
    public UnderstoodQuestion Run(Question question)
    {
        var typed = QueryParser.Parse(question.Text, question.Zone);
        var query = typed with { Filter = Merge(typed.Filter, question.Filter) };
        var words = Words.Of(query.Text).Select(static w => w.Text).Where(static w => !StopWords.Contains(w)).Distinct().ToList();
        return new UnderstoodQuestion(
            question, query, TimeExpressions.Find(query.Text, LocalDay.Of(time.GetUtcNow(), question.Zone)), words);
    }

    private static MailFilter Merge(MailFilter typed, MailFilter given) => typed with
    {
        From = [.. typed.From, .. given.From],
        To = [.. typed.To, .. given.To],
        Subject = [.. typed.Subject, .. given.Subject],
        Folders = given.Folders.Count > 0 ? given.Folders : typed.Folders,
        Since = typed.Since > given.Since ? typed.Since : given.Since ?? typed.Since,
        Until = typed.Until < given.Until ? typed.Until : given.Until ?? typed.Until,
        HasAttachments = given.HasAttachments ?? typed.HasAttachments,
    };
}
