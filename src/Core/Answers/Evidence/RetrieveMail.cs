using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Search;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Evidence;

/// <summary>Finds the mails a question may be about: by words and vectors, once over everything and once over the days it
/// names, then puts those first whose day and people fit.</summary>
public sealed class RetrieveMail(SearchMail search)
{
    /// <summary>Mails taken from each search.</summary>
    private const int Depth = 40;

    /// <summary>Mails given on.</summary>
    private const int Limit = 20;

    /// <summary>What a mail gains for being of the days the question names.</summary>
    private const double DayWeight = 0.8;

    /// <summary>What a mail gains when the question names its sender; a third of it for a recipient.</summary>
    private const double PeopleWeight = 1;

    /// <summary>The best passage's part of the score; the search has the rest.</summary>
    private const double PassageWeight = 0.2;

    /// <summary>What a mail gains for naming such a day in its text.</summary>
    private const double NamedDayWeight = 0.5;

    /// <summary>Characters of a mail in which days are looked for.</summary>
    private const int DayText = 6_000;

    /// <summary>Names for which the mails of their senders are searched.</summary>
    private const int MaxNames = 3;

    public async Task<IReadOnlyList<EvidenceMail>> RetrieveAsync(Owner owner, UnderstoodQuestion question, CancellationToken cancellation)
    {
        if (!question.Query.HasWords && !question.Query.HasConditions && question.Days.Count == 0)
            return [];
        var candidates = await search.FindAsync(owner, question.Query, Filters(question), Depth, cancellation);
        var passages = new PassageScorer(question.Stems, [.. candidates.Select(static c => c.Mail.Message)]);
        var isOfTrade = KindPrior.IsOfTrade(question.Query);
        var ranked = candidates
            .Select((r, i) =>
                (r.Mail, r.Hit,
                    Score: (((1 - PassageWeight) * r.Hit.Score) + (PassageWeight * passages.Score(i)))
                        * Boost(question, r.Mail.Message)
                        * KindPrior.Of(r.Mail.Message.Kind, IsOfPeople(question.Reading), isOfTrade)))
            .OrderByDescending(static r => r.Score).ThenByDescending(static r => r.Mail.Message.Date).ThenBy(static r => r.Mail.Message.Id)
            .Take(Limit).ToList();
        var top = ranked.Count > 0 ? Math.Max(ranked[0].Score, double.Epsilon) : 1;
        return ranked.ConvertAll(r => new EvidenceMail(r.Mail, r.Score / top, r.Mail.Message.Text) { Around = r.Hit.Start });
    }

    /// <summary>Everything, the days that are named, and the mails of those who are. A question of days alone means their mails.</summary>
    private static List<MailFilter> Filters(UnderstoodQuestion question)
    {
        var all = question.Query.Filter;
        if (!question.Query.HasWords && question.Days.Count > 0)
            return [.. question.Days.Take(2).Select(d => Within(question, all, d, 0))];
        List<MailFilter> filters = [all];
        filters.AddRange(question.Days.Take(2).Select(d => Within(question, all, d, 3)));
        foreach (var name in question.Reading.Names.Take(MaxNames))
        {
            var theirs = all with { From = [.. all.From, name] };
            filters.Add(theirs);
            if (question.Days.Count > 0)
                filters.Add(Within(question, theirs, question.Days[0], 3));
        }

        return filters;
    }

    private static MailFilter Within(UnderstoodQuestion question, MailFilter filter, DayRange days, int slack)
    {
        var zone = question.Question.Zone;
        var since = LocalDay.StartOf(days.First.AddDays(-slack), zone);
        var until = LocalDay.StartOf(days.Last.AddDays(slack + 1), zone);
        return filter with
        {
            Since = filter.Since > since ? filter.Since : since,
            Until = filter.Until < until ? filter.Until : until,
        };
    }

    private static double Boost(UnderstoodQuestion question, MailMessage message)
    {
        var boost = 1.0;
        if (question.Days.Count > 0)
        {
            var day = LocalDay.From(message.Date, question.Question.Zone);
            var closeness = question.Days.Max(d => d.Closeness(day));
            boost += Math.Max(DayWeight * closeness, closeness < 1 && NamesDay(question, message.Text, day) ? NamedDayWeight : 0);
        }

        if (message.From.Take(20).Any(a => Names(question.Words, a)))
            boost += PeopleWeight;
        else if (message.To.Concat(message.Cc).Take(20).Any(a => Names(question.Words, a)))
            boost += PeopleWeight / 3;
        return boost;
    }

    private static bool IsOfPeople(QuestionReading reading) => reading.Names.Count > 0 || reading.Speaker is not null;

    private static bool NamesDay(UnderstoodQuestion question, string text, DateOnly written) =>
        TimeExpressions.Named(text.Length > DayText ? text[..DayText] : text, written)
            .Any(named => question.Days.Any(days => days.Overlaps(named.Days) && named.Days.Days <= Math.Max(31, days.Days)));

    /// <summary>Whether a word of the question is a name of this person, or its beginning ("Steve" for Steven).</summary>
    private static bool Names(IReadOnlyList<string> words, MailAddress address)
    {
        var at = address.Address.IndexOf('@', StringComparison.Ordinal);
        var names = Words.Split($"{address.Name} {(at < 0 ? address.Address : address.Address[..at])}");
        return names.Any(name => words.Any(word => word.Length >= 3 && name.Text.StartsWith(word, StringComparison.Ordinal)));
    }
}
