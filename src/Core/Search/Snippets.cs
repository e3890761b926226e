using InboxMind.Core.Index;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search;

/// <summary>Picks the part of a text that shows why it was found.</summary>
public sealed class Snippets
{
    /// <summary>A snippet's length in characters, ellipses not counted.</summary>
    public const int Length = 200;

    /// <summary>How far into a text it looks for words.</summary>
    private const int MaxText = 100_000;

    /// <summary>Each form's stem, with that of the word it is a form of.</summary>
    private readonly Dictionary<string, string> _stems = [];
    private readonly List<string> _beginnings;

    public Snippets(SearchQuery query)
    {
        List<string> words = [.. query.Any.Concat(query.All).Concat(query.Ranking).SelectMany(static t => t.Split(' '))];
        _beginnings = [.. words.Where(static w => w.EndsWith('*')).Select(static w => w[..^1])];
        List<string> whole = [.. words.Where(static w => !w.EndsWith('*'))];
        Words = [.. whole.Select(static w => Stems.Stem(w)).Distinct(), .. _beginnings];
        foreach (var word in whole)
            _stems.TryAdd(Stems.Stem(word), Stems.Stem(word));
        TextLanguage[] languages = [LanguageDetector.OfQuery(query.Text)];
        foreach (var word in whole)
        {
            foreach (var form in WordForms.Of(Core.Text.Words.Fold(word), languages))
                _stems.TryAdd(PorterStemmer.Stem(form), Stems.Stem(word));
        }
    }

    /// <summary>The words that are looked for, each as its stem or its beginning.</summary>
    internal IReadOnlyList<string> Words { get; }

    /// <summary>How many of them stand in a text.</summary>
    internal int Count(string text) =>
        Words.Count == 0 ? 0 : Find(text.Length > MaxText ? text[..MaxText] : text).DistinctBy(static w => w.Text).Count();

    /// <summary>The window with the most different words of the query; without any, the piece the vector points at.</summary>
    public string Of(string text, int pieceStart, int pieceLength)
    {
        var head = text.Length > MaxText ? text[..MaxText] : text;
        var found = _stems.Count + _beginnings.Count == 0 ? [] : Find(head);
        var start = found.Count > 0 ? BestWindow(found) : pieceLength > 0 ? Math.Clamp(pieceStart, 0, text.Length) : 0;
        return Cut(text, start);
    }

    /// <summary>The query's words in a text, each as its stem.</summary>
    private List<Word> Find(string text)
    {
        var found = new List<Word>();
        foreach (var (start, length) in Core.Text.Words.Ranges(text))
        {
            if (_stems.TryGetValue(Stems.Stem(text.AsSpan(start, length)), out var stem))
                found.Add(new Word(start, length, stem));
            else if (Beginning(text.AsSpan(start, length)) is { } beginning)
                found.Add(new Word(start, length, beginning));
        }

        return found;
    }

    private string? Beginning(ReadOnlySpan<char> word)
    {
        if (_beginnings.Count == 0)
            return null;
        var folded = Core.Text.Words.Fold(word);
        return _beginnings.Find(b => folded.StartsWith(b, StringComparison.Ordinal));
    }

    private static int BestWindow(List<Word> found)
    {
        int best = 0, bestCount = 0, first = 0;
        var inside = new Dictionary<string, int>();
        foreach (var word in found)
        {
            inside[word.Text] = inside.GetValueOrDefault(word.Text) + 1;
            while (word.Start + word.Length - found[first].Start > Length * 3 / 4)
            {
                if (--inside[found[first].Text] == 0)
                    inside.Remove(found[first].Text);
                first++;
            }

            if (inside.Count > bestCount)
                (best, bestCount) = (found[first].Start, inside.Count);
        }

        return best;
    }

    private static string Cut(string text, int start)
    {
        // A little of what stands before, from a word's beginning.
        var from = Math.Max(0, start - (Length / 5));
        while (from > 0 && from < start && !char.IsWhiteSpace(text[from - 1]))
            from++;
        var to = Math.Min(text.Length, from + Length);
        while (to < text.Length && to > from + (Length / 2) && !char.IsWhiteSpace(text[to]))
            to--;
        if (IsWithinPair(text, from))
            from++;
        if (IsWithinPair(text, to))
            to--;
        var line = OneLine.Fold(text[from..to]);
        return $"{(from > 0 ? "… " : "")}{line}{(to < text.Length ? " …" : "")}";
    }

    private static bool IsWithinPair(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]);
}
