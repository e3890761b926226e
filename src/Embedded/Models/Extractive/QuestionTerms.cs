using System.Numerics;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Counting;
using InboxMind.Core.Text;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A question's telling words. Sets of them are bits: bit i stands for word i.</summary>
internal sealed class QuestionTerms
{
    /// <summary>Words of a question looked at.</summary>
    private const int MaxTerms = 64;

    /// <summary>What a word counts that a mail may hold and need not.</summary>
    private const double HintWeight = 0.6;

    private readonly StemFinder _finder;
    private readonly List<string> _words;
    private readonly List<int> _starts;
    private readonly double[] _weights;

    /// <summary>Which word each stem of the finder stands for.</summary>
    private readonly List<int> _stems;

    public QuestionTerms(QuestionReading reading)
    {
        Reading = reading;
        var content = Distinct(reading.Content);
        var hints = Distinct(reading.Hints).Where(h => !content.Exists(c => Stems.Stem(c.Text) == Stems.Stem(h.Text))).ToList();
        var words = content.Concat(hints).Take(MaxTerms).ToList();
        _words = words.ConvertAll(static w => w.Text);
        _starts = words.ConvertAll(static w => w.Start);
        _stems = [.. Enumerable.Range(0, _words.Count)];
        var others = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (char.IsUpper(reading.Text[_starts[i]]) && PlaceAdjectives.Of(_words[i]) is { } other
                && !_words.Concat(others).Any(w => Stems.Stem(w) == Stems.Stem(other)))
            {
                others.Add(other);
                _stems.Add(i);
            }
        }

        _finder = new StemFinder(_words.Concat(others), LanguageDetector.OfQuery(reading.Text));
        _weights = new double[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            var bit = 1UL << i;
            if (i >= content.Count)
                Hints |= bit;
            else if (reading.SpeakerWords.Contains(_words[i]))
                Speaker |= bit;

            // A number, or a capital that no beginning of a sentence explains.
            var (start, text) = (words[i].Start, reading.Text);
            if (i < content.Count && (char.IsDigit(text[start])
                || (start > 0 && char.IsUpper(text[start]) && text[..start].TrimEnd() is [.., not ('.' or '?' or '!')])))
                Names |= bit;
        }
    }

    public QuestionReading Reading { get; }

    /// <summary>How many words an answer should hold.</summary>
    public int Count => BitOperations.PopCount(Asked);

    /// <summary>The words that are written like names, and numbers: what is asked is about these and no others.</summary>
    public ulong Names { get; }

    /// <summary>Words that a mail may hold and need not.</summary>
    public ulong Hints { get; }

    /// <summary>The name of the one whose words are asked for.</summary>
    public ulong Speaker { get; }

    /// <summary>The words an answer should hold.</summary>
    public ulong Asked => Every & ~Hints & ~(IsSpeakerKnown ? Speaker : 0);

    /// <summary>Whether there are mails of the one whose words are asked for: then the name need not stand in the text.</summary>
    public bool IsSpeakerKnown { get; set; }

    /// <summary>The words that stand within a part of the question.</summary>
    public ulong Within(Range part)
    {
        var found = 0UL;
        for (var i = 0; i < _starts.Count; i++)
        {
            if (_starts[i] >= part.Start.Value && _starts[i] < part.End.Value)
                found |= 1UL << i;
        }

        return found;
    }

    /// <summary>The words with digits that are at least so long.</summary>
    public ulong Codes(int length) => _words.Select((w, i) => w.Length >= length && w.Any(char.IsAsciiDigit) ? 1UL << i : 0)
        .Aggregate(0UL, static (all, bit) => all | bit) & Asked;

    /// <summary>The first of the words that an answer should hold.</summary>
    public ulong First => Asked & Within(0..(_starts.Where((_, i) => (Asked & (1UL << i)) != 0).DefaultIfEmpty().Min() + 1));

    /// <summary>The weight of all words an answer should hold.</summary>
    public double Total => Weight(Asked);

    private ulong Every => _weights.Length == MaxTerms ? ulong.MaxValue : (1UL << _weights.Length) - 1;

    /// <summary>The words a text holds.</summary>
    public ulong In(string text)
    {
        var found = 0UL;
        foreach (var (start, length) in Words.Ranges(text))
        {
            if (_finder.Number(text.AsSpan(start, length)) is var stem and >= 0)
                found |= 1UL << _stems[stem];
        }

        return found;
    }

    /// <summary>The words that are the month of a day: a mail of that November need not name it.</summary>
    public ulong OfMonth(DateOnly day)
    {
        var found = 0UL;
        for (var i = 0; i < _words.Count; i++)
        {
            if (day > DateOnly.MinValue && MonthNames.Number(_words[i]) == day.Month)
                found |= 1UL << i;
        }

        return found;
    }

    /// <summary>The words that names of people hold, or by which one of them may be called: "Steve" of Steven.</summary>
    public ulong OfPeople(string names)
    {
        var found = In(names);
        if ((Names & ~found) == 0)
            return found;
        foreach (var part in Words.Split(names))
        {
            for (var i = 0; i < _words.Count; i++)
            {
                if ((Names & ~found & (1UL << i)) != 0 && GivenNames.AreSame(_words[i], part.Text))
                    found |= 1UL << i;
            }
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

    /// <summary>Whether nothing is asked but what this person wrote.</summary>
    public bool IsOnlyWriter(string person) => (Every & ~Hints) is > 0 and var words && (words & ~In(person)) == 0;

    /// <summary>Weighs the words: one that many of the sentences hold tells little about which of them answers.</summary>
    public void Weigh(IReadOnlyCollection<ulong> sentences)
    {
        for (var i = 0; i < _weights.Length; i++)
        {
            var bit = 1UL << i;
            _weights[i] = Math.Log(1 + ((sentences.Count + 1.0) / (sentences.Count(s => (s & bit) != 0) + 1.0)))
                * ((Hints & bit) != 0 ? HintWeight : 1);
        }
    }

    /// <summary>The weight of a set of words.</summary>
    public double Weight(ulong terms)
    {
        var sum = 0.0;
        for (; terms != 0; terms &= terms - 1)
            sum += _weights[BitOperations.TrailingZeroCount(terms)];
        return sum;
    }

    private static List<Word> Distinct(IReadOnlyList<Word> words) => [.. words.DistinctBy(static w => Stems.Stem(w.Text))];
}
