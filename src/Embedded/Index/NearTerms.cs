using InboxMind.Core.Text;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Finds what the word index holds that is near a word: longer words that hold it, the parts of a compound, and words that differ
/// by a typing mistake.</summary>
internal sealed class NearTerms(SqliteSession session)
{
    /// <summary>Terms near one word.</summary>
    private const int Max = 12;

    /// <summary>Terms looked at for one way of being near.</summary>
    private const int MaxCandidates = 4_000;

    /// <summary>A shorter part says nothing.</summary>
    private const int MinPart = 4;

    private const int MinDigits = 3;
    private const int MinTyped = 4;

    /// <summary>From so many letters on two mistakes count as one word: the usual measure of fuzzy search.</summary>
    private const int MinForTwo = 6;

    /// <summary>What German puts between the parts of a compound.</summary>
    private static readonly string[] Links = ["", "s", "es", "n", "en", "er", "e"];

    /// <summary>Endings that lead back from a stem to a word that has it: FTS5 stems whatever it is asked for.</summary>
    private static readonly string[] Endings =
    [
        "", "e", "s", "y", "ed", "es", "ing", "er", "al", "ate", "ion", "ive", "ly", "ment", "ness", "ation", "ations", "able", "ating",
        "ence", "ences", "ance", "ances", "ity", "ities",
    ];

    /// <summary>Whether any mail holds the word.</summary>
    public bool Holds(string word) => Has(PorterStemmer.Stem(word));

    /// <summary>What somebody meant who typed a word that no mail holds: of the words that differ least, the one that most mails
    /// hold.</summary>
    /// <param name="word">A folded word.</param>
    /// <returns>The word; the same one when mails hold it, or none like it.</returns>
    public string Meant(string word)
    {
        var stem = PorterStemmer.Stem(word);
        if (stem.Length < MinTyped || stem.Any(char.IsDigit) || Has(stem))
            return word;
        var near = Mistyped(word, stem).ToList();
        return near.TakeWhile(n => n.Distance == near[0].Distance).Take(Max).OrderByDescending(n => Mails(n.Term))
            .Select(static n => Word(n.Term)).FirstOrDefault(static w => w is not null) ?? word;
    }

    /// <summary>Expressions of FTS5, one of which has to match. A word that some mail holds is no typing mistake.</summary>
    /// <param name="word">A folded word.</param>
    public IReadOnlyList<string> Expressions(string word)
    {
        var stem = PorterStemmer.Stem(word);
        var hasDigits = stem.Any(char.IsDigit);
        List<string> terms = [.. Longer(stem, hasDigits ? MinDigits : MinPart)];
        if (!hasDigits && stem.Length >= MinTyped && !Has(stem))
            terms.AddRange(Mistyped(word, stem).Select(static m => m.Term));
        List<string> expressions = [.. terms.Distinct().Where(t => t != stem).Take(Max).Select(Word).OfType<string>().Select(Quote)];
        if (!hasDigits && Parts(word) is { } parts)
            expressions.Insert(0, parts);
        return expressions;
    }

    /// <summary>How many letters have to be put in, left out, changed or swapped with the next, to make one of the other; more than the
    /// most is the most and one.</summary>
    internal static int Distance(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
            return most + 1;
        var length = other.Length + 1;
        Span<int> before = stackalloc int[length], last = stackalloc int[length], row = stackalloc int[length];
        for (var j = 0; j <= other.Length; j++)
            last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var swap = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] ? before[j - 2] + 1 : int.MaxValue;
                row[j] = Math.Min(
                    Math.Min(last[j] + 1, row[j - 1] + 1), Math.Min(last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1), swap));
                least = Math.Min(least, row[j]);
            }

            if (least > most)
                return most + 1;
            last.CopyTo(before);
            row.CopyTo(last);
        }

        return last[other.Length];
    }

    private long Mails(string term) => session.Prepare("SELECT doc FROM mail_terms WHERE term = ?1").Scalar(term) as long? ?? 0;

    private bool Has(string term) => session.Prepare("SELECT 1 FROM term WHERE word = ?1").Scalar(term) is not null;

    /// <summary>Terms that hold it, the shortest first: letters of three and more are what the parts are kept by.</summary>
    private IEnumerable<string> Longer(string part, int minLength) => part.Length < minLength ? []
        : session.Prepare("SELECT word FROM term_parts WHERE word LIKE ?1 LIMIT ?2")
            .Query(static r => r.GetString(0), $"%{part}%", MaxCandidates)
            .OrderBy(static t => t.Length).ThenBy(static t => t, StringComparer.Ordinal);

    /// <summary>Terms that differ little, those that differ least first. A mistake is looked for behind the second letter, or before the
    /// last four.</summary>
    private IEnumerable<(string Term, int Distance)> Mistyped(string word, string stem)
    {
        var most = stem.Length >= MinForTwo ? 2 : 1;
        var beginning = stem[..2];
        var candidates = session.Prepare("SELECT word FROM term WHERE word >= ?1 AND word < ?2 AND length(word) BETWEEN 3 AND ?3 LIMIT ?4")
            .Query(static r => r.GetString(0), beginning, $"{beginning}\uFFFF", stem.Length + most, MaxCandidates);
        if (stem.Length > MinTyped)
        {
            candidates.AddRange(session.Prepare("SELECT word FROM term_parts WHERE word LIKE ?1 LIMIT ?2")
                .Query(static r => r.GetString(0), $"%{stem[^4..]}", MaxCandidates));
        }

        return candidates.Select(t => (Term: t, Distance: Distance(word, stem, t, most))).Where(t => t.Distance <= most)
            .OrderBy(static t => t.Distance).ThenBy(static t => t.Term, StringComparer.Ordinal);
    }

    /// <summary>A mistake in an ending keeps it from being taken off.</summary>
    private static int Distance(string word, string stem, string term, int most)
    {
        var least = Distance(stem, term, most);
        return least <= most || term.Length < MinTyped || term.Length >= word.Length || Distance(word[..term.Length], term, 1) > 1
            ? least
            : Endings.Where(e => PorterStemmer.Stem(term + e) == term).Min(e => (int?)Distance(word, term + e, most)) ?? least;
    }

    /// <summary>The parts of a compound that mails hold as words, both of which have to be there.</summary>
    private string? Parts(string word)
    {
        for (var at = word.Length - MinPart; at >= MinPart; at--)
        {
            var (first, second) = (word[..at], word[at..]);
            if (!Holds(second))
                continue;
            foreach (var link in Links)
            {
                if (first.EndsWith(link, StringComparison.Ordinal) && first.Length - link.Length >= MinPart && Holds(first[..^link.Length]))
                    return $"({Quote(first[..^link.Length])} AND {Quote(second)})";
            }
        }

        return null;
    }

    /// <summary>A word that FTS5 stems to this term; null when none is known.</summary>
    private static string? Word(string term) =>
        Endings.Select(e => term + e).FirstOrDefault(word => PorterStemmer.Stem(word) == term);

    private static string Quote(string word) => $"\"{word}\"";
}
