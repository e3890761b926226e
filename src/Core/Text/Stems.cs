using System.Collections.Concurrent;

namespace InboxMind.Core.Text;

/// <summary>Stems of words as they stand in a text, remembered: mail repeats its words.</summary>
public static class Stems
{
    /// <summary>Words remembered; then it starts over.</summary>
    private const int MaxWords = 100_000;

    /// <summary>Longer words are no words of a language and not worth remembering.</summary>
    private const int MaxLength = 40;

    private static readonly ConcurrentDictionary<string, string> Known = new();
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The stem of a word: folded, then stemmed.</summary>
    public static string Stem(ReadOnlySpan<char> word)
    {
        if (Lookup.TryGetValue(word, out var stem))
            return stem;
        stem = PorterStemmer.Stem(Words.Fold(word));
        if (word.Length > MaxLength)
            return stem;
        if (Known.Count >= MaxWords)
            Known.Clear();
        Known.TryAdd(word.ToString(), stem);
        return stem;
    }
}
