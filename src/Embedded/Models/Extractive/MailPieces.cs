using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A mail cut into pieces that can be quoted.</summary>
internal sealed partial class MailPieces
{
    /// <summary>Longer sentences are cut, at a comma where one is near.</summary>
    private const int MaxPiece = 22;

    /// <summary>Characters of one mail that are read.</summary>
    private const int MaxText = 40_000;

    /// <summary>Characters of one mail in which days are looked for.</summary>
    private const int DayText = 6_000;

    /// <summary>Days around what is asked for that are still the same time, at most.</summary>
    private const int SameTime = 31;

    /// <summary>Days around the beginning, the middle or the end of a month.</summary>
    private const int PartSlack = 4;

    /// <summary>Pieces of one mail that are scored.</summary>
    private const int MaxPieces = 1_500;

    private readonly Piece[] _pieces;
    private readonly Dictionary<string, ulong> _authors;
    private readonly QuestionReading _reading;

    public MailPieces(PromptSource source, QuestionTerms terms, AskedFor asked)
    {
        Source = source;
        _reading = terms.Reading;
        About = terms.In(source.Subject) | terms.OfPeople($"{source.From} {source.To}") | terms.OfMonth(PromptDay.Read(source.Date));
        IsFromNamed = terms.NamePerson(source.From);
        IsFromSpeaker = terms.Reading.IsSpeaker(source.From);
        var pieces = new List<Piece>();
        var sentences = Sentences.Split(source.Text.Length > MaxText ? source.Text[..MaxText] : source.Text);
        for (var i = 0; i < sentences.Count && pieces.Count < MaxPieces; i++)
        {
            if (sentences[i].Passage.Kind != PassageKind.Introduction && !IsHeader(sentences, i, asked))
                Add(pieces, sentences[i], terms, asked);
        }

        _pieces = [.. pieces];
        HoldsSpeaker = IsFromSpeaker || Array.Exists(_pieces, p => IsOfSpeaker(p.Passage));
        OwnWords = _pieces.Where(static p => !p.Passage.IsQuoted).Sum(static p => p.Length);
        _authors = _pieces.Select(static p => p.Passage.Author).Distinct()
            .ToDictionary(static a => a, terms.OfPeople, StringComparer.Ordinal);
        All = _authors.Values.Aggregate(About, static (all, a) => all | a) | _pieces.Aggregate(0UL, static (all, p) => all | p.Terms);
        IsOfTime = IsOf(terms, asked);
    }

    public PromptSource Source { get; }

    public ReadOnlySpan<Piece> Pieces => _pieces;

    /// <summary>The question's words in the subject and the names.</summary>
    public ulong About { get; }

    /// <summary>The question's words in all of the mail, the names of those it quotes among them.</summary>
    public ulong All { get; }

    /// <summary>Whether the question names the sender.</summary>
    public bool IsFromNamed { get; }

    /// <summary>Whether the words of the sender are asked for.</summary>
    public bool IsFromSpeaker { get; }

    /// <summary>Whether somewhere in the mail are words of the one whose words are asked for.</summary>
    public bool HoldsSpeaker { get; }

    /// <summary>Whether it was written near the days of the question, or names one of them; true when the question has none.</summary>
    public bool IsOfTime { get; }

    /// <summary>Words the sender wrote, quotations not counted.</summary>
    public int OwnWords { get; }

    /// <summary>Whether a passage is in the words that are asked for: the sender's own, or quoted with the speaker's name.</summary>
    public bool IsOfSpeaker(MailPassage passage) =>
        passage.IsQuoted ? passage.Author.Length > 0 && _reading.IsSpeaker(passage.Author) : IsFromSpeaker;

    /// <summary>The question's words in the name of whoever wrote a passage, apart from the mail's sender.</summary>
    public ulong Author(MailPassage passage) => _authors[passage.Author];

    /// <summary>The question's words in a piece; none outside the mail.</summary>
    public ulong TermsAt(int piece) => piece >= 0 && piece < _pieces.Length ? _pieces[piece].Terms : 0;

    /// <summary>Whether a piece of another mail is quoted in this one.</summary>
    public bool Quotes(Piece piece) => IndexOfQuoted(piece) >= 0;

    /// <summary>Where a piece of another mail is quoted in this one; negative where it is not.</summary>
    public int IndexOfQuoted(Piece piece) => Array.FindIndex(_pieces, p => p.Passage.IsQuoted && p.Text == piece.Text);

    /// <summary>Where a passage ends that begins with a piece, has so many words at most and one writer.</summary>
    public int EndOf(int from, int words)
    {
        var to = from;
        while (to < _pieces.Length && _pieces[to].Length <= words && _pieces[to].Passage == _pieces[from].Passage)
            words -= _pieces[to++].Length;
        return to;
    }

    private static bool IsHeader(List<Sentence> sentences, int at, AskedFor asked) => Fragments.IsHeader(sentences[at].Text)
        && !(asked.IsContact && Fragments.IsAddress(sentences[at].Text))
        && (!Fragments.IsDateField(sentences[at].Text)
            || (at > 0 && Fragments.IsHeader(sentences[at - 1].Text))
            || (at + 1 < sentences.Count && Fragments.IsHeader(sentences[at + 1].Text)));

    private bool IsOf(QuestionTerms terms, AskedFor asked)
    {
        var days = _reading.Days;
        if (days.Count == 0)
            return true;
        var written = PromptDay.Read(Source.Date);

        // What somebody wrote yesterday was not written the day before.
        var isOnlyWriter = terms.IsOnlyWriter(Source.From) && (_reading.Speaker is not null || !asked.IsOfNow);
        var isOfWriter = _reading.Speaker is not null || isOnlyWriter;
        if (days.Any(d => IsNear(d.Days, written, isOfWriter)) || (asked.IsOfNow && days.Any(NamesWeekday)))
            return true;
        if (isOnlyWriter)
            return false;
        return TimeExpressions.Named(Source.Text.Length > DayText ? Source.Text[..DayText] : Source.Text, written)
            .Any(named => days.Any(d => d.Days.Overlaps(named.Days) && named.Days.Days <= Math.Max(SameTime, d.Days.Days)));
    }

    /// <summary>"Who drives on Saturday?" is answered by a mail that says who drives on Saturday, whichever week it is of.</summary>
    private bool NamesWeekday(DayMention asked)
    {
        var day = Weekday().Match(_reading.Text.Substring(asked.Start, asked.Length)).Groups["day"];
        return day.Success && Source.Text.Contains(day.Value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a day is one of these, or so near that it may be meant: nearer to a day than to a month. When somebody wrote is
    /// told by the mail itself; only a third of a month is not meant to the day.</summary>
    private static bool IsNear(DayRange days, DateOnly day, bool isOfWriter)
    {
        var around = !isOfWriter ? Math.Clamp(days.Days, 10, SameTime) : days.Days is >= 9 and <= 13 ? PartSlack : 0;
        return new DayRange(Moved(days.First, -around), Moved(days.Last, around)) { IsYearless = days.IsYearless }
            .Overlaps(new DayRange(day, day));
    }

    private static DateOnly Moved(DateOnly day, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, 0, DateOnly.MaxValue.DayNumber));

    private void Add(List<Piece> pieces, Sentence sentence, QuestionTerms terms, AskedFor asked)
    {
        var words = sentence.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isFragment = sentence.Passage.Kind is PassageKind.Signature or PassageKind.Footer || Fragments.Is(sentence.Text);
        for (var from = 0; from < words.Length;)
        {
            var to = End(words, from);
            var text = string.Join(' ', words, from, to - from);
            var found = terms.In(text);
            pieces.Add(new Piece(
                Source, text, to - from, sentence.Passage, from == 0, to == words.Length, found, asked.IsIn(text, terms),
                isFragment ? 0 : to - from));
            from = to;
        }
    }

    private static int End(string[] words, int from)
    {
        if (words.Length - from <= MaxPiece)
            return words.Length;
        for (var to = from + MaxPiece; to > from + (MaxPiece / 2); to--)
        {
            if (words[to - 1][^1] is ',' or ';' or ':' or '.' or '-' or ')')
                return to;
        }

        return from + MaxPiece;
    }

    /// <summary>A day of the week alone: not "last Friday".</summary>
    [GeneratedRegex(@"^(on|by|until|from|am|bis)\s+(?<day>(mon|tues|wednes|thurs|fri|satur|sun)day"
        + @"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();
}
