using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Finds how to reach somebody, and for whom and as what somebody works, in signatures and in the lines around a name.</summary>
internal sealed partial class ContactCards(AskedContact asked, QuestionTerms terms, IReadOnlyList<MailPieces> mails)
{
    /// <summary>Lines of a card below the name.</summary>
    private const int MaxLines = 12;

    /// <summary>Words of a line of a card; a longer one is prose.</summary>
    private const int MaxLine = 10;

    /// <summary>Lines that say where and as what somebody works.</summary>
    private const int WorkLines = 3;

    /// <summary>Digits at the end of a telephone number that tell it from others.</summary>
    private const int SameDigits = 7;

    /// <summary>A card's length in words; of a longer one the name and what is asked for are quoted.</summary>
    private const int MaxWords = 40;

    /// <summary>The words of the first name in the question that is a whole one, else of the first; none when it asks of nobody by name,
    /// or of somebody else's ("Anna's husband").</summary>
    private readonly List<string> _person = Person(terms.Reading);

    /// <summary>Whether somebody is named, so that nothing but their card is an answer.</summary>
    public bool IsOfSomebody => _person.Count > 0 && !asked.IsWork;

    /// <returns>The lines of the name down to what is asked for, the newest of the best; null when no mail has such.</returns>
    public Quote? Find()
    {
        if (_person.Count == 0)
            return null;
        var found = mails.SelectMany(mail => Of(mail, _person)).ToList();
        if (found.Count == 0)
            return null;
        var most = found.Max(static f => f.Value);
        return found.Where(f => f.Value == most).GroupBy(f => Said(f.Quote.Text))
            .MaxBy(static g => g.Max(static f => f.Quote.Source.Date), StringComparer.Ordinal)!
            .MaxBy(static f => f.Quote.Source.Relevance).Quote;
    }

    /// <summary>What tells one number from another, however it is written.</summary>
    private string Said(string card)
    {
        if (asked.IsWork)
            return card;
        var digits = string.Concat(card.Where(char.IsAsciiDigit));
        return digits.Length > SameDigits ? digits[^SameDigits..] : card;
    }

    private static List<string> Person(QuestionReading reading)
    {
        var names = reading.Names.Select(n => (Name: n, Words: Words.Split(n).Select(static w => w.Text)
            .Where(static w => w.Length > 1 && !AskedContact.IsWord(w)).ToList())).Where(static n => n.Words.Count > 0).ToList();
        var (name, words) = names.Find(static n => n.Words.Count > 1) is { Name: not null } whole ? whole : names.FirstOrDefault();
        return name is null || OfAnother().Match(reading.Text[reading.Text.IndexOf(name, StringComparison.Ordinal)..][name.Length..])
            is { Success: true } other && !AskedContact.IsWord(other.Groups[1].Value) ? [] : words;
    }

    private IEnumerable<(Quote Quote, double Value)> Of(MailPieces mail, List<string> person)
    {
        var pieces = mail.Pieces.ToArray();
        for (var i = 0; i < pieces.Length; i++)
        {
            if (Fragments.IsGreeting(pieces[i].Text) || Named(pieces[i].Text, person) is not (> 0 and var named))
                continue;
            if (asked.IsWork)
            {
                if (Work(pieces, i) is { } work)
                    yield return (work, named);
            }
            else if (Reach(pieces, i) is var (quote, label))
            {
                yield return (quote, named + label);
            }
        }
    }

    /// <summary>How much of a name a line has: 1 for all of it, less when only the last name of several; 0 for none.</summary>
    private static double Named(string line, List<string> person)
    {
        var words = Words.Split(line).ConvertAll(static w => w.Text);
        var has = person.Count(p => words.Contains(p));
        return has == person.Count ? 1 : has > 0 && words.Count <= MaxLine && words.Contains(person[^1]) ? 0.5 : 0;
    }

    private static Quote? Work(Piece[] pieces, int name)
    {
        if (!IsCardLine(pieces[name]))
            return null;
        var to = name + 1;
        while (to < pieces.Length && to <= name + WorkLines && pieces[to].Passage.Author == pieces[name].Passage.Author
            && pieces[to].Length <= MaxLine && !AskedContact.IsReach(pieces[to].Text) && IsLabel(pieces[to].Text))
            to++;
        return to > name + 1 ? Joined(pieces, name, to - 1) : null;
    }

    private static bool IsCardLine(Piece piece) => piece.Length <= MaxLine && piece.Text[^1] is not ('.' or '!' or '?' or ':' or ',');

    /// <summary>A title or a firm: words with capitals, and no sentence.</summary>
    private static bool IsLabel(string line) => char.IsUpper(line[0]) && line[^1] is not ('?' or '!' or ':' or ',');

    private (Quote Quote, double Label)? Reach(Piece[] pieces, int name)
    {
        foreach (var isLabelled in asked.HasLabel ? (bool[])[true, false] : [false])
        {
            // What stands below a sentence with the name need not be theirs.
            for (var i = name; i < pieces.Length && i <= name + (IsCardLine(pieces[name]) ? MaxLines : 0); i++)
            {
                if (i > name && (pieces[i].Length > MaxLine || pieces[i].Passage.Author != pieces[name].Passage.Author))
                    break;
                if (asked.IsIn(pieces[i].Text, isLabelled))
                    return (Joined(pieces, name, i), isLabelled ? 1 : 0);
            }
        }

        // "You can reach me at ...", and then the name.
        if (!IsCardLine(pieces[name]))
            return null;
        for (var i = name - 1; i >= 0 && i >= name - 3; i--)
        {
            if (pieces[i].Passage.Author == pieces[name].Passage.Author && asked.IsIn(pieces[i].Text, asked.HasLabel))
                return (Joined(pieces, i, name), asked.HasLabel ? 1 : 0);
        }

        return null;
    }

    private static Quote Joined(Piece[] pieces, int from, int to)
    {
        var lines = pieces[from..(to + 1)];
        var text = lines.Sum(static p => p.Length) <= MaxWords
            ? string.Join(' ', lines.Select(static p => p.Text))
            : $"{pieces[from].Text} … {pieces[to].Text}";
        return new Quote(pieces[from].Source, Ornament().Replace(text, ""), pieces[from].Passage);
    }

    [GeneratedRegex(@"^['’]s\s+(?:new |old |current |direct |office |work |home |private |mobile |cell |cell phone |e-?mail )*(\w+)",
        RegexOptions.CultureInvariant)]
    private static partial Regex OfAnother();

    [GeneratedRegex(@"[=_*~#-]{4,}\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Ornament();
}
