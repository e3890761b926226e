using System.Text;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Compliance.Instructions;

/// <summary>Reads the words of sentences as a person or a language model does: look-alike letters and digits as the letters they stand
/// for, words that are spelled ("i g n o r e") or run into each other as what is heard.</summary>
internal sealed class ReadWords
{
    /// <summary>Letters one by one that are a word and no initials.</summary>
    private const int Spelled = 3;

    /// <summary>Characters between letters of a word that is spelled.</summary>
    private const int MaxGap = 2;

    /// <summary>Longer words are looked through for others.</summary>
    private const int LongWord = 16;

    /// <summary>Letters of one word that are looked through.</summary>
    private const int MaxLength = 2_000;

    private readonly InstructionWords _vocabulary;
    private readonly List<ReadWord> _words = [];
    private readonly StringBuilder _word = new();
    private readonly StringBuilder _letters = new();
    private int _spelled, _gap, _sentence;
    private bool _isFirst;

    private ReadWords(InstructionWords vocabulary) => _vocabulary = vocabulary;

    public static List<ReadWord> From(IReadOnlyList<Sentence> sentences, InstructionWords vocabulary)
    {
        var reader = new ReadWords(vocabulary);
        for (var i = 0; i < sentences.Count; i++)
            reader.Read(sentences[i].Text, i);
        reader.EndLetters();
        return reader._words;
    }

    private void Read(string text, int sentence)
    {
        (_sentence, _isFirst, _gap) = (sentence, true, 1);
        foreach (var rune in text.EnumerateRunes())
        {
            var read = rune.Value is '@' or '$' or '|' ? rune.ToString() : LookAlikes.Read(rune);
            if (read != " ")
            {
                _word.Append(read);
                continue;
            }

            EndWord(rune.Value is ':' or 0xFF1A);
            _gap++;
        }

        EndWord(isLabel: false);
    }

    private void EndWord(bool isLabel)
    {
        if (_word.Length == 0)
        {
            if (isLabel && _spelled == 0 && _words.Count > 0 && _words[^1].Sentence == _sentence)
                _words[^1] = _words[^1] with { IsLabel = true };
            return;
        }

        var word = _word.ToString();
        _word.Clear();
        if (word.Length > 1 || !char.IsAsciiLetter(word[0]) || _gap > MaxGap)
            EndLetters();
        if (word.Length == 1 && char.IsAsciiLetter(word[0]))
        {
            _letters.Append(word);
            _spelled++;
        }
        else
            Add(AsLetters(word), isLabel);

        _gap = 0;
    }

    /// <summary>Letters one by one: a word of several, or each for itself.</summary>
    private void EndLetters()
    {
        var letters = _letters.ToString();
        _letters.Clear();
        if (_spelled >= Spelled || letters == "ai")
            Add(letters, isLabel: false);
        else
        {
            foreach (var letter in letters)
                Add(letter.ToString(), isLabel: false);
        }

        _spelled = 0;
    }

    private void Add(string word, bool isLabel)
    {
        if (word.Length < LongWord || _vocabulary.Holds(word))
        {
            Append(word, isLabel);
            return;
        }

        var end = Math.Min(word.Length, MaxLength);
        for (var at = 0; at < end;)
        {
            var length = _vocabulary.LongestAt(word, at);
            if (length > 0)
                Append(word.Substring(at, length), isLabel && at + length == word.Length);
            at += Math.Max(1, length);
        }
    }

    private void Append(string word, bool isLabel)
    {
        _words.Add(new ReadWord(_vocabulary.Known(word), _sentence, _isFirst, isLabel));
        _isFirst = false;
    }

    /// <summary>A number stays one; in a word digits and signs are letters.</summary>
    private static string AsLetters(string word) => word.Any(char.IsLetter) && word.Any(static c => !char.IsLetter(c))
        ? string.Concat(word.Select(LookAlikes.ReadWithin))
        : word;
}
