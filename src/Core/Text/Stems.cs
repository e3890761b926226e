using System.Collections.Concurrent;

namespace InboxMind.Core.Text;

/// <summary>Stems of words as they stand in a text, remembered: mail repeats its words.</summary>
public static class Stems
{
    /// <summary>Words remembered; then it starts over.</summary>
    private const int MaxWords = 100_000;

    /// <summary>Longer words are no words of a language and not worth remembering.</summary>
    private const int MaxLength = 40;

    private static volatile Memory _known = new();

    /// <summary>The stem of a word: folded, then stemmed.</summary>
    public static string Stem(ReadOnlySpan<char> word)
    {
        var known = _known;
        if (known.Lookup.TryGetValue(word, out var stem))
            return stem;
        stem = PorterStemmer.Stem(Words.Fold(word));
        if (word.Length > MaxLength)
            return stem;
        if (known.Words.TryAdd(word.ToString(), stem) && Interlocked.Increment(ref known.Count) >= MaxWords)
            _known = new Memory();
        return stem;
    }

    /// <summary>What is remembered. It is counted here: to ask a dictionary that many write to for its count stops them all.</summary>
    private sealed class Memory
    {
        public int Count;

        public Memory() => Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

        public ConcurrentDictionary<string, string> Words { get; } = new();

        public ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; }
    }
}
