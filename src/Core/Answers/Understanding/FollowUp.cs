using System.Text.RegularExpressions;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Tells questions that only make sense with the one before them ("And when did she approve it?"), and carries over what
/// they leave out.</summary>
internal static partial class FollowUp
{
    /// <summary>Telling words of a question that can still lean on the one before by a pronoun.</summary>
    private const int FewWords = 4;

    /// <summary>Whether a question refers back.</summary>
    public static bool RefersBack(UnderstoodQuestion question) =>
        question.Words.Count <= 1 || Beginning().IsMatch(question.Question.Text)
        || (question.Words.Count <= FewWords && Pronoun().IsMatch(question.Question.Text));

    /// <summary>The question with the words, conditions and days of the one before that it does not have itself.</summary>
    public static UnderstoodQuestion Carry(UnderstoodQuestion question, UnderstoodQuestion before)
    {
        var carried = Carried(question, before);
        var query = question.Query;
        string[] words = [.. question.Words.Union(before.Words)];
        return question with
        {
            Query = query with
            {
                Text = $"{query.Text} {carried}".Trim(),
                Any = [.. query.Any.Union(before.Query.Any)],
                All = [.. query.All.Union(before.Query.All)],
                None = [.. query.None.Union(before.Query.None)],
                Filter = Carry(query.Filter, before.Query.Filter),
                Where = query.Where ?? before.Query.Where,
                Ranking = [.. query.Ranking.Union(before.Query.Ranking)],
                Facts = [.. query.Facts.Union(before.Query.Facts)],
            },
            Days = question.Days.Count > 0 ? question.Days : before.Days,
            Words = words,
            Stems = new StemFinder(words),
            RefersTo = carried,
        };
    }

    private static MailFilter Carry(MailFilter own, MailFilter before) => own with
    {
        From = own.From.Count > 0 ? own.From : before.From,
        To = own.To.Count > 0 ? own.To : before.To,
        Subject = own.Subject.Count > 0 ? own.Subject : before.Subject,
        Folders = own.Folders.Count > 0 ? own.Folders : before.Folders,
        NotFrom = own.NotFrom.Count > 0 ? own.NotFrom : before.NotFrom,
        NotTo = own.NotTo.Count > 0 ? own.NotTo : before.NotTo,
        NotSubject = own.NotSubject.Count > 0 ? own.NotSubject : before.NotSubject,
        NotFolders = own.NotFolders.Count > 0 ? own.NotFolders : before.NotFolders,
        Since = own.Since ?? (own.Until is null ? before.Since : null),
        Until = own.Until ?? (own.Since is null ? before.Until : null),
        HasAttachments = own.HasAttachments ?? before.HasAttachments,
    };

    /// <summary>The telling words of the question before, as they were written: a capital may make a name of one.</summary>
    private static string Carried(UnderstoodQuestion question, UnderstoodQuestion before)
    {
        var text = before.Query.Text;
        return string.Join(' ', Words.Split(text).Where(w => !StopWords.Contains(w.Text) && !question.Words.Contains(w.Text))
            .DistinctBy(static w => w.Text).Select(w => text.Substring(w.Start, w.Length)));
    }

    [GeneratedRegex(
        @"^\s*(and|but|what about|how about|und|aber|was ist mit|wie steht es mit)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(
        @"\b(it|its|that|this|these|those|they|them|their|he|him|his|she|her|hers|there|then"
        + @"|er|ihm|ihn|sie|ihr|ihnen|es|das|davon|dazu|daran|dabei|dafür|darüber|dort|diese[rsmn]?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pronoun();
}
