namespace InboxMind.Core.Text;

/// <summary>Finds a few stems in texts. Stemming leaves a word's first letters alone, so most words of a text are passed over
/// without being stemmed.</summary>
public sealed class StemFinder
{
    /// <summary>Longer words are none that anyone looks for.</summary>
    private const int MaxLength = 250;

    private readonly Dictionary<string, int> _numbers;

    /// <summary>Which first two letters occur; a stem shorter than three letters stands for all words with its first.</summary>
    private readonly bool[] _starts = new bool[128 * 128];

    /// <param name="words">The words whose stems are wanted; each stem has a number, in this order.</param>
    /// <param name="language">What language they are of: the other forms that they take there have the numbers of their words.</param>
    public StemFinder(IEnumerable<string> words, TextLanguage language = TextLanguage.Unknown)
    {
        List<string> all = [.. words];
        _numbers = all.Select(static w => Stems.Stem(w)).Distinct().Select(static (stem, i) => (stem, i))
            .ToDictionary(static p => p.stem, static p => p.i);
        Count = _numbers.Count;
        foreach (var word in all)
        {
            foreach (var form in WordForms.Of(Words.Fold(word), [language]))
                _numbers.TryAdd(PorterStemmer.Stem(form), _numbers[Stems.Stem(word)]);
        }

        foreach (var stem in _numbers.Keys.Where(static s => s.Length > 0 && char.IsAscii(s[0])))
        {
            if (stem.Length > 2 && char.IsAscii(stem[1]))
                _starts[Place(stem[0], stem[1])] = true;
            else
                _starts.AsSpan(Place(stem[0], '\0'), 128).Fill(true);
        }
    }

    /// <summary>How many stems are wanted.</summary>
    public int Count { get; }

    /// <summary>The numbers of the stems that a text holds.</summary>
    public HashSet<int> In(ReadOnlySpan<char> text) => [.. Find(text).Select(static p => p.Stem)];

    /// <summary>Every place where one of the stems stands: which word of the text it is, counted from 1, and which stem.</summary>
    public List<(int Word, int Stem)> Find(ReadOnlySpan<char> text, int maxWords = int.MaxValue)
    {
        var places = new List<(int, int)>();
        var at = 0;
        foreach (var (start, length) in new WordRanges(text))
        {
            if (at++ >= maxWords)
                break;
            if (Number(text.Slice(start, length)) is var stem and >= 0)
                places.Add((at, stem));
        }

        return places;
    }

    /// <summary>The number of a word's stem, or -1 when it is not wanted.</summary>
    public int Number(ReadOnlySpan<char> word) => word.Length <= MaxLength && MayBe(word)
        && _numbers.TryGetValue(Stems.Stem(word), out var stem) ? stem : -1;

    // Letters beyond ASCII may fold to any other.
    private bool MayBe(ReadOnlySpan<char> word) => !char.IsAscii(word[0]) || (word.Length > 1 && !char.IsAscii(word[1]))
        || _starts[Place((char)Lower(word[0]), word.Length > 1 ? (char)Lower(word[1]) : '\0')];

    private static int Lower(char c) => char.IsAsciiLetterUpper(c) ? c | 32 : c;

    private static int Place(char first, char second) => (first << 7) | second;
}
