using System.Collections.Frozen;
using System.Numerics;

namespace InboxMind.Core.Text;

/// <summary>Tells the language of a text by the words that hold its sentences together, each counting the less the more languages have
/// it. Names and facts, of which mail is full, do not count, nor does the case of letters.</summary>
public static class LanguageDetector
{
    /// <summary>Words of a text that are looked at: a mail's own come before those it quotes.</summary>
    private const int MaxWords = 300;

    /// <summary>Longer words are none of these.</summary>
    private const int MaxLength = 16;

    /// <summary>What the words of a mail have to come to: some three that only one language has.</summary>
    private const double LeastOfText = 3;

    /// <summary>The same of a question or a search.</summary>
    private const double LeastOfQuery = 0.75;

    /// <summary>What the best language has to have of the words looked at.</summary>
    private const double LeastShare = 0.1;

    /// <summary>How many times as much as the next one.</summary>
    private const double Lead = 1.5;

    private static readonly int Count = Enum.GetValues<TextLanguage>().Length;

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Known =
        LanguageWords.Languages.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The language of a mail or a part of it.</summary>
    public static TextLanguage OfText(string text) => Detect(text, LeastOfText);

    /// <summary>The language of what somebody asks, which is short.</summary>
    public static TextLanguage OfQuery(string text) => Detect(text, LeastOfQuery);

    private static TextLanguage Detect(string text, double least)
    {
        Span<double> scores = stackalloc double[Count];
        Span<char> folded = stackalloc char[MaxLength];
        var words = 0;
        foreach (var (start, length) in Words.Ranges(text))
        {
            if (words++ >= MaxWords)
                break;
            if (length > MaxLength)
                continue;
            var word = text.AsSpan(start, length);
            var languages = System.Text.Ascii.ToLower(word, folded, out var written) == System.Buffers.OperationStatus.Done
                ? Known.TryGetValue(folded[..written], out var known) ? known : 0
                : LanguageWords.Of(Words.Fold(word));
            if (languages == 0)
                continue;
            var share = 1.0 / BitOperations.PopCount((uint)languages);
            for (; languages != 0; languages &= languages - 1)
                scores[BitOperations.TrailingZeroCount(languages)] += share;
        }

        return Best(scores, Math.Max(least, LeastShare * Math.Min(words, MaxWords)));
    }

    private static TextLanguage Best(ReadOnlySpan<double> scores, double least)
    {
        var best = 0;
        double next = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                (best, next) = (i, scores[best]);
            else
                next = Math.Max(next, scores[i]);
        }

        return scores[best] >= least && scores[best] >= Lead * next ? (TextLanguage)best : TextLanguage.Unknown;
    }
}
