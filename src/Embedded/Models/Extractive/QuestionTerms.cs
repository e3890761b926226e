using System.Numerics;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A question's telling words. Sets of them are bits: bit i stands for word i.</summary>
internal sealed class QuestionTerms
{
    /// <summary>Words of a question looked at.</summary>
    private const int MaxTerms = 64;

    private readonly StemFinder _finder;
    private readonly List<string> _words;
    private readonly double[] _weights;

    public QuestionTerms(string question)
    {
        var words = Words.Split(question).Where(static w => !StopWords.Contains(w.Text) && (w.Text.Length > 1 || !char.IsAscii(w.Text[0])))
            .DistinctBy(static w => Stems.Stem(w.Text)).Take(MaxTerms).ToList();
        _words = words.ConvertAll(static w => w.Text);
        _finder = new StemFinder(_words);
        _weights = new double[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            // A capital that no beginning of a sentence explains.
            var start = words[i].Start;
            if (start > 0 && char.IsUpper(question[start]) && question[..start].TrimEnd() is [.., not ('.' or '?' or '!')])
                Names |= 1UL << i;
        }
    }

    public int Count => _weights.Length;

    /// <summary>The words that are written like names.</summary>
    public ulong Names { get; }

    /// <summary>All words.</summary>
    public ulong Every => Count == MaxTerms ? ulong.MaxValue : (1UL << Count) - 1;

    /// <summary>The weight of all words.</summary>
    public double Total { get; private set; }

    /// <summary>The words a text holds.</summary>
    public ulong In(string text)
    {
        var found = 0UL;
        foreach (var (start, length) in Words.Ranges(text))
        {
            if (_finder.Number(text.AsSpan(start, length)) is var term and >= 0)
                found |= 1UL << term;
        }

        return found;
    }

    /// <summary>Whether a person is named in the question, by name or by its beginning ("Steve" for Steven).</summary>
    public bool NamePerson(string person)
    {
        var at = person.IndexOf('@', StringComparison.Ordinal);
        return Words.Split(at < 0 ? person : person[..at])
            .Any(name => _words.Any(word => word.Length >= 3 && name.Text.StartsWith(word, StringComparison.Ordinal)));
    }

    /// <summary>Weighs the words: one that many of the sentences hold tells little about which of them answers.</summary>
    public void Weigh(IReadOnlyCollection<ulong> sentences)
    {
        for (var i = 0; i < _weights.Length; i++)
        {
            var bit = 1UL << i;
            _weights[i] = Math.Log(1 + ((sentences.Count + 1.0) / (sentences.Count(s => (s & bit) != 0) + 1.0)));
        }

        Total = _weights.Sum();
    }

    /// <summary>The weight of a set of words.</summary>
    public double Weight(ulong terms)
    {
        var sum = 0.0;
        for (; terms != 0; terms &= terms - 1)
            sum += _weights[BitOperations.TrailingZeroCount(terms)];
        return sum;
    }
}
