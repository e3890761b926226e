using System.Numerics;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Scores every run of sentences in the mails and takes the best few that fit into an answer; none when too little of
/// the question is in them. What a later mail of the conversation changes stands behind it.</summary>
internal sealed partial class QuoteSelector
{
    /// <summary>An answer's length in words, attributions not counted.</summary>
    private const int MaxWords = 52;

    /// <summary>A quote's length in words.</summary>
    internal const int MaxQuoteWords = 48;

    /// <summary>Shorter quotes say nothing.</summary>
    private const int MinQuoteWords = 8;

    /// <summary>More quotes are no answer but a list.</summary>
    private const int MaxQuotes = 3;

    /// <summary>Words of a reply that is an answer as a whole.</summary>
    private const int MaxReply = 80;

    /// <summary>What is quoted of it.</summary>
    private const int MaxReplyQuote = 24;

    /// <summary>Words of the question in a subject that is about it.</summary>
    private const int MinOfSubject = 2;

    /// <summary>A further quote's score beside the first one's.</summary>
    private const double Further = 0.5;

    /// <summary>How often more a name counts that no mail holds: the question is about somebody or something else.</summary>
    private const double UnknownName = 8;

    /// <summary>How often more any other word of a short question counts that no mail holds.</summary>
    private const double UnknownWord = 1.2;

    /// <summary>The share of a short question that is enough where the passage has what is asked for and few have it, such as a
    /// price.</summary>
    private const double Sure = 0.4;

    /// <summary>Telling words of a question that has a word of the mail beside its names.</summary>
    private const int FewWords = 6;

    /// <summary>Telling words of a question that names the thing it asks for as the mail does.</summary>
    private const int FewForThing = 7;

    /// <summary>How likely a passage has to answer a question of few words whose words it lacks, to be quoted.</summary>
    private const double LeastOfShort = 0.3;

    /// <summary>How likely it has to answer one of more words, whose words it has.</summary>
    private const double LeastOfLong = 0.45;

    /// <summary>The same where it lacks them.</summary>
    private const double LeastWithoutWords = 0.65;

    /// <summary>Mails that are looked at for enough of the question.</summary>
    private const int MaxTried = 3;

    /// <summary>Characters of a code: an order's, a job's.</summary>
    private const int CodeLength = 5;

    /// <summary>How often more a name counts that other conversations hold and this one does not.</summary>
    private const double Elsewhere = 3;

    /// <summary>The score beside the best one's of a passage with the number or the price that is asked for.</summary>
    private const double Telling = 0.4;

    /// <summary>The share of the words in the best passage by words that an answer to a short question holds too.</summary>
    private const double SharedOfShort = 0.5;

    /// <summary>Telling words of a question that leaves none out.</summary>
    private const int ShortQuestion = 4;

    /// <summary>The share of a short question that is there when it is asked whether something is so: each of its words is what is
    /// asked.</summary>
    private const double Whether = 0.85;

    private readonly QuestionTerms _terms;
    private readonly List<MailPieces> _mails;
    private readonly PassageScore _score;
    private readonly AskedFor _asked;
    private readonly LaterTruth _later;
    private readonly PassageRank _rank;
    private readonly AskedDetail _detail;

    public QuoteSelector(PromptContent prompt, Nearness? nearness)
    {
        _asked = AskedFor.In(prompt.Question);
        _terms = new QuestionTerms(QuestionReader.Read(prompt.Question, PromptDay.Read(prompt.Today)));
        _mails = [.. prompt.Sources.Select(s => new MailPieces(s, _terms, _asked))];
        _terms.IsSpeakerKnown = _mails.Exists(static m => m.HoldsSpeaker);
        _terms.Weigh([.. _mails.SelectMany(static m => m.Pieces.ToArray()).Select(static p => p.Terms)]);
        _detail = new AskedDetail(_terms, _asked);
        _score = new PassageScore(_terms, _asked);
        _later = new LaterTruth(_mails, _score, _asked);
        _rank = new PassageRank(nearness);
    }

    public async Task<List<Quote>> SelectAsync(CancellationToken cancellation)
    {
        if (AskedContact.In(_terms.Reading.Text) is { } contact)
        {
            var cards = new ContactCards(contact, _terms, _mails);
            if (cards.Find() is { } card)
                return [card];
            if (cards.IsOfSomebody)
                return [];
        }

        // Nothing but days, or somebody's words: what the mails say first is the answer.
        if (_terms.Count == 0)
            return _terms.IsSpeakerKnown || _terms.Reading.Days.Count > 0
                ? LeadSelector.Best(InOrder(_mails.Where(m => m.IsOfTime && (!_terms.IsSpeakerKnown || m.IsFromSpeaker))
                    .Select(static m => m.Source)))
                : [];
        var taken = new List<Passage>();
        List<(Passage Passage, double Score)> answers = [.. Scored(_mails, MaxQuoteWords, taken)];
        List<(Passage Passage, double Score)> every = [.. answers];
        var enough = BestThatIsEnough(answers);

        // Questions are asked in other words as often as not: then how near a passage is tells more than how many of their words it has.
        var isByMeaning = enough is null && IsMeaningKnown;
        if (isByMeaning)
            enough = Best(answers = [.. Fitting(every)], double.Epsilon);
        if (enough is not { } byWords)
            return [];

        // Where somebody works is not told by whose turn it is to work.
        if (AskedContact.In(_terms.Reading.Text) is { IsWork: true })
        {
            if (!AskedContact.IsEmployment(byWords.Passage.Text))
                return [];
            answers.RemoveAll(static p => !AskedContact.IsEmployment(p.Passage.Text));
        }

        // What a code names is told by the mails that have it.
        if (_terms.Codes(CodeLength) is > 0 and var codes && answers.Exists(p => (p.Passage.Mail.All & codes) == codes))
            answers.RemoveAll(p => (p.Passage.Mail.All & codes) != codes);

        // A figure, a day or a name that is asked for is in the answer, or there is none.
        if (_detail.IsRequired)
        {
            answers.RemoveAll(p => (_asked.IsRequired && p.Score < byWords.Score * Telling) || !_detail.IsIn(p.Passage));
            if (Best(answers, double.Epsilon) is not { } telling || (!isByMeaning && !IsEnough(telling.Passage)))
                return [];
        }

        // Where it is asked when something was, a passage that says when goes before one that only tells of it.
        if (_asked.IsTime && answers.Exists(p => p.Passage.Tells && p.Score >= byWords.Score * Telling))
            answers.RemoveAll(static p => !p.Passage.Tells);

        // In a short question each word is what is asked: what does not hold them is about something else.
        List<(Passage Passage, double Score)> all = [.. answers];
        var least = _score.SharedAsked(byWords.Passage) * SharedOfShort;
        if (!isByMeaning && _terms.Count <= ShortQuestion && answers.Exists(p => _score.SharedAsked(p.Passage) >= least))
            answers.RemoveAll(p => _score.SharedAsked(p.Passage) < least);
        var best = await _rank.BestAsync(_terms.Reading.Text, answers, cancellation);
        if (IsMeaningKnown && !IsLikely(best, isByMeaning))
            return [];
        if (Cause(best.Passage, all) is { } cause)
            best = new RankedPassage(cause.Passage, cause.Score, Near: null);
        var (later, earlier) = _later.Beside(best.Passage);
        List<Quote> quotes = later is { } newer ? [Quote(newer), Quote(best.Passage) with { IsEarlier = true }] : [Quote(best.Passage)];
        if (earlier is { } older)
            quotes.Add(Quote(older) with { IsEarlier = true });
        if (quotes.Count > 1)
            return quotes;
        if (Reply(best.Passage) is { } reply)
            quotes.Insert(0, new Quote(reply.Mail.Source, reply.Text, reply.Of));
        if (IsInSubject(best.Passage))
            quotes.Insert(0, new Quote(best.Passage.Mail.Source, best.Passage.Mail.Source.Subject, best.Passage.Of) { IsSubject = true });

        taken.Add(best.Passage);
        var left = MaxWords - quotes.Sum(Length);
        var further = byWords.Score * Further;

        // Two conversations that each half fit make no answer.
        List<MailPieces> beside = [.. _mails.Where(m => IsOfConversation(m, best.Passage.Mail))];
        while (taken.Count < MaxQuotes && left >= MinQuoteWords
            && Best(Scored(beside, Math.Min(left, MaxQuoteWords), taken), further) is { } next)
        {
            taken.Add(next.Passage);
            var quote = Quote(next.Passage);
            if (quotes.Exists(q => Same(q.Text, quote.Text)))
                continue;
            quotes.Add(quote);
            left -= Length(quote);
        }

        return quotes;
    }

    /// <summary>Whether cosines mean something: the model whose are known reads English.</summary>
    private bool IsMeaningKnown => _rank.IsMeasured
        && LanguageDetector.OfQuery(_terms.Reading.Text) is TextLanguage.English or TextLanguage.Unknown;

    /// <summary>Whether a passage is likely to answer. Words that are enough establish it for a short question; some of a long one's many
    /// words are always there.</summary>
    private bool IsLikely(RankedPassage best, bool isByMeaning) => _terms.Count <= ShortQuestion
        ? !isByMeaning || Chance(best).OfShort >= LeastOfShort
        : Chance(best).OfLong >= (isByMeaning ? LeastWithoutWords : LeastOfLong);

    /// <summary>The share of the question that are names which other conversations hold and a mail's does not.</summary>
    private double NamesElsewhere(MailPieces mail)
    {
        var held = _mails.Aggregate(0UL, static (all, m) => all | m.All);
        return _terms.Weight(_terms.Names & held & ~Held(mail) & _terms.Asked) / _terms.Total;
    }

    /// <summary>The passages that are not of another time, about something else or in the wrong one's words.</summary>
    private IEnumerable<(Passage Passage, double Score)> Fitting(List<(Passage Passage, double Score)> answers)
    {
        var isShort = _terms.Count <= ShortQuestion;
        HashSet<MailPieces> fit = [.. _mails.Where(m => m.IsOfTime && (!isShort || HoldsRelation(m)))];
        return answers.Where(p => fit.Contains(p.Passage.Mail) && IsReply(p.Passage)
            && ((!isShort && !_terms.IsSpeakerKnown) || IsSaidBySpeaker(p.Passage)) && !_detail.IsDenied(p.Passage));
    }

    private AnswerChance Chance(RankedPassage best)
    {
        var held = _mails.Aggregate(0UL, static (all, m) => all | m.All);
        return new AnswerChance
        {
            Near = best.Near ?? 0,
            Share = _score.Covered(best.Passage) / _terms.Total,
            UnknownNames = _terms.Weight(_terms.Names & ~held & _terms.Asked) / _terms.Total,
            NamesElsewhere = NamesElsewhere(best.Passage.Mail),
            LacksFigure = _asked.IsFigure && !best.Passage.Tells,
        };
    }

    /// <summary>The best passage by words that has enough of the question. Those of mails that have not are taken away: another mail may
    /// stand behind one that only names somebody.</summary>
    private (Passage Passage, double Score)? BestThatIsEnough(List<(Passage Passage, double Score)> answers)
    {
        for (var tried = 0; tried < MaxTried && Best(answers, double.Epsilon) is { } best; tried++)
        {
            if (IsEnough(best.Passage))
                return best;
            answers.RemoveAll(p => p.Passage.Mail == best.Passage.Mail);
        }

        return null;
    }

    /// <summary>Where a cause is asked for and a passage has none: the best one of a later mail of the conversation that has. What went
    /// wrong is told before somebody knows why.</summary>
    private (Passage Passage, double Score)? Cause(Passage best, List<(Passage Passage, double Score)> answers) =>
        !_asked.IsReason || best.Tells ? null
            : Best(answers.Where(p => p.Passage.Tells && !p.Passage.IsQuoted && p.Passage.Mail != best.Mail
                && IsOfConversation(p.Passage.Mail, best.Mail)
                && string.CompareOrdinal(p.Passage.Mail.Source.Date, best.Mail.Source.Date) >= 0), double.Epsilon);

    /// <summary>The few words of the one who quotes what was found, when it is asked whether something is so: they answer it.</summary>
    private Passage? Reply(Passage best)
    {
        if (!best.IsQuoted || best.Mail.OwnWords is 0 or > MaxReply || !AsksWhether().IsMatch(_terms.Reading.Text))
            return null;
        var pieces = best.Mail.Pieces.ToArray();
        var from = Array.FindIndex(pieces, static p => p.Passage.Kind == PassageKind.New && !Fragments.IsGreeting(p.Text));
        if (from < 0)
            return null;
        var to = best.Mail.EndOf(from, MaxReplyQuote);

        // Without the name below it.
        while (to > from + 1 && pieces[to - 1].Prose == 0 && pieces[to - 1].Text[^1] is not ('.' or '!' or '?'))
            to--;
        var reply = new Passage(best.Mail, from, to);
        return to > from && !Fragments.PassesOn(reply.Text) ? reply : null;
    }

    /// <summary>Whether the subject of a mail that is about the question has the day or the number that a passage of it lacks.</summary>
    private bool IsInSubject(Passage best) => _asked.IsFigure && !best.Tells && _asked.IsIn(best.Mail.Source.Subject, _terms)
        && BitOperations.PopCount(_terms.In(best.Mail.Source.Subject) & _terms.Asked) >= MinOfSubject;

    private static Quote Quote(Passage passage) => new(passage.Mail.Source, passage.Trimmed().Text, passage.Of);

    private static int Length(Quote quote) => quote.Text.Split(' ').Length;

    /// <summary>The best passage by words, the first of those as good.</summary>
    private static (Passage Passage, double Score)? Best(IEnumerable<(Passage Passage, double Score)> passages, double least)
    {
        (Passage, double)? best = null;
        foreach (var (passage, score) in passages)
        {
            if (score < least)
                continue;
            best = (passage, score);
            least = Math.BitIncrement(score);
        }

        return best;
    }

    private IEnumerable<(Passage Passage, double Score)> Scored(IEnumerable<MailPieces> mails, int words, List<Passage> taken)
    {
        foreach (var mail in mails.Where(static m => m.IsOfTime))
        {
            for (var from = 0; from < mail.Pieces.Length; from++)
            {
                var passage = new Passage(mail, from, mail.EndOf(from, words));
                if (passage.To > from && !taken.Exists(passage.Overlaps) && _score.Of(passage) is > 0 and var score)
                    yield return (passage, score);
            }
        }
    }

    /// <summary>Whether enough of the question is there: all but all of a short question; of a long one, which says things in
    /// words of its own, less. What was said at another time is no answer.</summary>
    private bool IsEnough(Passage best)
    {
        if (!best.Mail.IsOfTime || !HoldsRelation(best.Mail) || !IsReply(best) || !IsSaidBySpeaker(best)
            || _detail.IsDenied(best))
            return false;
        var held = _mails.Aggregate(0UL, static (all, m) => all | m.All);
        var isShort = _terms.Count <= ShortQuestion;
        var isWhether = isShort && AsksWhether().IsMatch(_terms.Reading.Text);

        // What is asked of something is in the words behind it; the thing itself may be called otherwise.
        var free = isWhether && _terms.Count > 2 ? _terms.First & ~_terms.Names & ~held : 0;
        var isSure = isShort && _asked.IsSure && best.Tells;
        var asked = _terms.Total - _terms.Weight(free)
            + (UnknownName * _terms.Weight(_terms.Names & ~held & _terms.Asked))
            + (isShort && !isSure ? UnknownWord * _terms.Weight(~held & ~_terms.Names & ~free & _terms.Asked) : 0)
            + (Elsewhere * _terms.Weight(_terms.Names & held & ~Held(best.Mail) & _terms.Asked));
        var least = Math.Clamp((isShort ? 0.9 : 0.8) - (0.1 * _terms.Count), 0.1, 0.8);
        return asked > 0 && _score.Covered(best) / asked >= (isWhether ? Whether : isSure ? Math.Min(least, Sure) : least);
    }

    /// <summary>Whether a mail, or its conversation, has what a question of few words asks about its names: the kind of thing that it
    /// asks for, and any of its words that is no name. A question of many words says much in words of its own.</summary>
    private bool HoldsRelation(MailPieces mail)
    {
        var held = Held(mail);
        var thing = _terms.Within(AskedThing.In(_terms.Reading.Text)) & _terms.Asked & ~_terms.Names;
        if (_terms.Count <= FewForThing && thing != 0 && (thing & held) == 0)
            return false;
        var relation = BitOperations.PopCount(_terms.Asked & ~_terms.Names);
        return _terms.Count > FewWords || relation < 2 || relation > BitOperations.PopCount(_terms.Asked & _terms.Names)
            || (_terms.Asked & ~_terms.Names & held) != 0;
    }

    /// <summary>Whether a passage is in the words of the one whose reply is asked for.</summary>
    private bool IsReply(Passage best) => _terms.Reading.Speaker is null || !AsksForReply().IsMatch(_terms.Reading.Text) || best.IsSpoken;

    /// <summary>Whether somebody who wrote none of the mails, and whose words are asked for, is named where a passage speaks of what they
    /// are to be about: in the same sentence, or right before it ("I met Ines. She says the dam holds").</summary>
    private bool IsSaidBySpeaker(Passage best)
    {
        var topic = _terms.Asked & ~_terms.Speaker;

        // What they wrote of something else is not what they wrote of this, of which others write.
        if (_terms.IsSpeakerKnown && topic != 0 && (topic & Held(best.Mail)) == 0 && _mails.Exists(m => (m.All & topic) != 0))
            return false;
        if (_terms.IsSpeakerKnown || _terms.Speaker == 0 || topic == 0 || (best.Mail.About & _terms.Speaker) != 0
            || _terms.NamePerson(best.Of.Author))
            return true;
        for (var i = best.From; i < best.To; i++)
        {
            if ((best.Mail.TermsAt(i) & topic) != 0 && ((best.Mail.TermsAt(i) | best.Mail.TermsAt(i - 1)) & _terms.Speaker) != 0)
                return true;
        }

        return false;
    }

    /// <summary>The newest or the oldest mail alone, when it is asked for.</summary>
    private IEnumerable<PromptSource> InOrder(IEnumerable<PromptSource> sources) => AskedOrder.In(_terms.Reading.Text) switch
    {
        0 => sources,
        > 0 => sources.OrderByDescending(static s => s.Date, StringComparer.Ordinal).Take(1),
        _ => sources.OrderBy(static s => s.Date, StringComparer.Ordinal).Take(1),
    };

    /// <summary>The words that a mail and those of its conversation hold: a reply need not name again what it is about.</summary>
    private ulong Held(MailPieces mail) => _mails.Where(m => IsOfConversation(m, mail)).Aggregate(0UL, static (all, m) => all | m.All);

    private static bool IsOfConversation(MailPieces a, MailPieces b) =>
        a == b || (a.Source.Thread == b.Source.Thread && a.Source.Thread != 0);

    [GeneratedRegex(@"\b(reply|respond|answer|antworte[tn]?|antwortete|geantwortet)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AsksForReply();

    [GeneratedRegex(@"^\s*(is|are|was|were|does|do|did|has|have|had|ist|sind|war|waren|hat|haben|wurde|wurden)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AsksWhether();

    private static bool Same(string a, string b) =>
        a.Contains(b, StringComparison.OrdinalIgnoreCase) || b.Contains(a, StringComparison.OrdinalIgnoreCase);
}
