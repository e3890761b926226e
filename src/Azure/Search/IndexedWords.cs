using System.Text;
using InboxMind.Core.Text;

namespace InboxMind.Azure.Search;

/// <summary>Text as the service indexes it and phrases as it is asked for them. Words are folded and stemmed here, as for the index on one
/// machine, so that both find the same; the service splits at spaces. Each word ends in a sign that no word holds: with all beginnings of a
/// word indexed at its place, a word with the sign is the whole word, and one without is a beginning.</summary>
internal static class IndexedWords
{
    private const char End = '.';

    /// <summary>Longer words are encoded data; the rest of one is not looked at.</summary>
    public const int MaxLength = 200;

    /// <summary>The stems of a text.</summary>
    public static string Stems(string text)
    {
        var stems = new StringBuilder(text.Length);
        foreach (var (start, length) in Words.Ranges(text))
            Append(stems, Core.Text.Stems.Stem(text.AsSpan(start, length)));
        return stems.ToString();
    }

    /// <summary>The stems of fields one behind the other, with a sign between them that no phrase goes across.</summary>
    public static string Together(IEnumerable<string> fields) => string.Join(" | ", fields.Where(static f => f.Length > 0));

    /// <summary>The words of a text as they stand.</summary>
    public static string Plain(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var word in Words.Split(text))
            Append(words, word.Text);
        return words.ToString();
    }

    /// <summary>A phrase of stems; empty when the text holds no word.</summary>
    public static string Phrase(string text) => Quoted(Split(text).Select(static w => Term(PorterStemmer.Stem(w))));

    /// <summary>One of some phrases of stems; empty when none holds a word.</summary>
    public static string AnyOf(IEnumerable<string> texts) =>
        string.Join(" OR ", texts.Select(Phrase).Where(static p => p.Length > 0).Distinct());

    /// <summary>A phrase of stems whose last word may go on; empty when the text holds no word.</summary>
    public static string Beginning(string text)
    {
        var words = Split(text);
        if (words.Count == 0)
            return "";
        List<string> first = [.. words.SkipLast(1).Select(static w => Term(PorterStemmer.Stem(w)))];
        var all = WordBeginning.Alternatives(words[^1]).Select(w =>
        {
            var stem = PorterStemmer.Stem(w.Word);
            return Quoted([.. first, w.IsBeginning ? Cut(stem) : Term(stem)]);
        });
        return $"({string.Join(" OR ", all.Distinct())})";
    }

    /// <summary>A phrase of words as they stand, the last one by its beginning.</summary>
    public static string PlainBeginning(string words)
    {
        var all = words.Split(' ');
        return Quoted([.. all.SkipLast(1).Select(Term), Cut(all[^1])]);
    }

    /// <summary>Two phrases with at most so many words between them, in either order.</summary>
    public static string Near(string one, string other, int distance)
    {
        List<string> first = [.. Split(one).Select(static w => Term(PorterStemmer.Stem(w)))];
        List<string> second = [.. Split(other).Select(static w => Term(PorterStemmer.Stem(w)))];
        var near = $"({Quoted([.. first, .. second])}~{distance} OR {Quoted([.. second, .. first])}~{distance})";
        return string.Join(" AND ", (string[])[near, .. first.Count > 1 ? [Quoted(first)] : (string[])[], .. second.Count > 1
            ? [Quoted(second)] : (string[])[]]);
    }

    private static List<string> Split(string text) => Words.Split(text).ConvertAll(static w => w.Text);

    private static void Append(StringBuilder text, string word)
    {
        if (word.Length == 0)
            return;
        if (text.Length > 0)
            text.Append(' ');
        text.Append(Term(word));
    }

    private static string Term(string word) => word.Length > MaxLength ? Cut(word) : $"{Cut(word)}{End}";

    /// <summary>Half a surrogate pair is no text that can be sent.</summary>
    private static string Cut(string word)
    {
        var cut = word.Length > MaxLength ? word[..MaxLength] : word;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut));
    }

    /// <summary>Words hold neither quotes nor backslashes, which alone mean something within quotes.</summary>
    private static string Quoted(IEnumerable<string> words) => string.Join(' ', words) is { Length: > 0 } phrase ? $"\"{phrase}\"" : "";
}
