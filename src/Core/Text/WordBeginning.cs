namespace InboxMind.Core.Text;

/// <summary>What to ask for to find the words that begin as typed. The index knows words by their stems and stems what it is
/// asked for: "meeti*" alone never meets "meeting", which is there as "meet", and "play*" asks for "plai*", which no
/// "playground" begins with.</summary>
public static class WordBeginning
{
    /// <summary>Ends of English words that stemming takes off or changes.</summary>
    private static readonly string[] Endings =
        ("able ably abilities ability alities ality alization alize alizing ally als ances ancies ancy ants ated atic ating ational ations "
        + "ative atively ators bilities bility edly ements ences encies ency ently ers es fully fulness ibilities ibility ibly ical ically "
        + "icating ications icities icity ied ier ies ilities ility ingly ings isms ionally ions ities ity ives iveness ivities ivity "
        + "ization "
        + "izations izers izing ly ments ness nesses ously ousness tional tionally ed ing").Split(' ');

    /// <summary>A shorter word is as likely a name that ends in two consonants as a verb about to get an ending.</summary>
    private const int MinLengthToAppend = 5;

    /// <summary>Words of which one has to be there, some of them as beginnings.</summary>
    /// <param name="typed">A folded word, or the beginning of one.</param>
    public static IEnumerable<(string Word, bool IsBeginning)> Alternatives(string typed)
    {
        yield return (typed, true);
        if (typed.Length < 3 || !typed.All(char.IsAsciiLetterLower))
            yield break;

        var stem = PorterStemmer.Stem(typed);
        var seen = new HashSet<string>();
        foreach (var word in Endings.SelectMany(ending => Completed(typed, ending)))
        {
            var other = PorterStemmer.Stem(word);
            if (!other.StartsWith(stem, StringComparison.Ordinal) && seen.Add(other))
                yield return (word, false);
        }

        if (typed.StartsWith(stem, StringComparison.Ordinal))
            yield break;
        for (var next = 'a'; next <= 'z'; next++)
        {
            var longer = $"{typed}{next}";
            if (longer.StartsWith(PorterStemmer.Stem(longer), StringComparison.Ordinal))
                yield return (longer, true);
        }
    }

    /// <summary>The word with the ending that it seems to have begun.</summary>
    private static IEnumerable<string> Completed(string typed, string ending)
    {
        for (var begun = Math.Min(ending.Length - 1, typed.Length - 2); begun > 0; begun--)
        {
            if (typed.AsSpan().EndsWith(ending.AsSpan(0, begun), StringComparison.Ordinal))
                yield return typed + ending[begun..];
        }

        if (typed.Length >= MinLengthToAppend)
            yield return typed + ending;
    }
}
