using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Answers.Understanding;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Scores every run of sentences in the mails and takes the best few that fit into an answer; none when too little of
/// the question is in them. What a later mail of the conversation changes stands behind it.</summary>
internal sealed partial class QuoteSelector
{
    /// <summary>An answer's length in words, attributions not counted.</summary>
    private const int MaxWords = 52;

    /// <summary>A quote's length in words.</summary>
    private const int MaxQuoteWords = 48;

    /// <summary>Shorter quotes say nothing.</summary>
    private const int MinQuoteWords = 8;

    /// <summary>More quotes are no answer but a list.</summary>
    private const int MaxQuotes = 3;

    /// <summary>A further quote's score beside the first one's.</summary>
    private const double Further = 0.5;

    /// <summary>How often more a name, or any word of a short question, counts that no mail holds: the question is about
    /// somebody or something else.</summary>
    private const double Unknown = 3;

    /// <summary>Telling words of a question that leaves none out.</summary>
    private const int ShortQuestion = 4;

    /// <summary>The share of a short question that is there when it is asked whether something is so: each of its words is what is
    /// asked.</summary>
    private const double Whether = 0.85;

    private readonly QuestionTerms _terms;
    private readonly List<MailPieces> _mails;
    private readonly PassageScore _score;
    private readonly LaterTruth _later;

    public QuoteSelector(PromptContent prompt)
    {
        var asked = AskedFor.In(prompt.Question);
        _terms = new QuestionTerms(QuestionReader.Read(prompt.Question, PromptDay.Read(prompt.Today)));
        _mails = [.. prompt.Sources.Select(s => new MailPieces(s, _terms, asked))];
        _terms.IsSpeakerKnown = _mails.Exists(static m => m.HoldsSpeaker);
        _terms.Weigh([.. _mails.SelectMany(static m => m.Pieces.ToArray()).Select(static p => p.Terms)]);
        _score = new PassageScore(_terms, asked);
        _later = new LaterTruth(_mails, _score, asked);
    }

    public List<Quote> Select()
    {
        // Nothing but days, or somebody's words: what the mails say first is the answer.
        if (_terms.Count == 0)
            return _terms.IsSpeakerKnown || _terms.Reading.Days.Count > 0
                ? LeadSelector.Best(_mails.Where(m => !_terms.IsSpeakerKnown || m.IsFromSpeaker).Select(static m => m.Source))
                : [];
        var taken = new List<Passage>();
        if (Best(MaxQuoteWords, taken, double.Epsilon) is not { } best || !IsEnough(best.Passage))
            return [];
        var (later, earlier) = _later.Beside(best.Passage);
        List<Quote> quotes = later is { } newer ? [Quote(newer), Quote(best.Passage) with { IsEarlier = true }] : [Quote(best.Passage)];
        if (earlier is { } older)
            quotes.Add(Quote(older) with { IsEarlier = true });
        if (quotes.Count > 1)
            return quotes;

        taken.Add(best.Passage);
        var left = MaxWords - Length(quotes[0]);
        while (taken.Count < MaxQuotes && left >= MinQuoteWords
            && Best(Math.Min(left, MaxQuoteWords), taken, best.Score * Further) is { } further)
        {
            taken.Add(further.Passage);
            var quote = Quote(further.Passage);
            if (quotes.Exists(q => Same(q.Text, quote.Text)))
                continue;
            quotes.Add(quote);
            left -= Length(quote);
        }

        return quotes;
    }

    private static Quote Quote(Passage passage) => new(passage.Mail.Source, passage.Trimmed().Text, passage.Of);

    private static int Length(Quote quote) => quote.Text.Split(' ').Length;

    private (Passage Passage, double Score)? Best(int words, List<Passage> taken, double least)
    {
        (Passage, double)? best = null;
        foreach (var mail in _mails.Where(m => taken.Count == 0 || m.IsOfTime))
        {
            for (var from = 0; from < mail.Pieces.Length; from++)
            {
                var passage = new Passage(mail, from, mail.EndOf(from, words));
                if (passage.To == from || taken.Exists(passage.Overlaps))
                    continue;
                var score = _score.Of(passage);
                if (score < least)
                    continue;
                best = (passage, score);
                least = Math.BitIncrement(score);
            }
        }

        return best;
    }

    /// <summary>Whether enough of the question is there: all but all of a short question; of a long one, which says things in
    /// words of its own, less. What was said at another time is no answer.</summary>
    private bool IsEnough(Passage best)
    {
        if (!best.Mail.IsOfTime)
            return false;
        var held = _mails.Aggregate(0UL, static (all, m) => all | m.All);
        var unknown = _terms.Count <= ShortQuestion ? ~held : _terms.Names & ~held;
        var asked = _terms.Total + (Unknown * _terms.Weight(unknown & _terms.Asked));
        var least = Math.Clamp(0.9 - (0.1 * _terms.Count), 0.1, 0.8);
        return asked > 0 && _score.Covered(best) / asked >= (_terms.Count <= ShortQuestion && AsksWhether().IsMatch(_terms.Reading.Text)
            ? Whether : least);
    }

    [GeneratedRegex(@"^\s*(is|are|was|were|does|do|did|has|have|had|ist|sind|war|waren|hat|haben|wurde|wurden)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AsksWhether();

    private static bool Same(string a, string b) =>
        a.Contains(b, StringComparison.OrdinalIgnoreCase) || b.Contains(a, StringComparison.OrdinalIgnoreCase);
}
