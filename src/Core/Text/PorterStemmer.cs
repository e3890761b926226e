namespace InboxMind.Core.Text;

/// <summary>M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980: the same stems as the word index's.</summary>
public static class PorterStemmer
{
    /// <summary>Longer words stay as they are, as in the word index: no language has them, but encoded data does.</summary>
    private const int MaxLength = 64;

    /// <summary>The stem of a lower-case word. Words with other characters than a-z stay as they are.</summary>
    public static string Stem(string word)
    {
        if (word.Length is < 3 or > MaxLength)
            return word;
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterLower(c))
                return word;
        }

        Span<char> buffer = stackalloc char[word.Length + 2];
        word.CopyTo(buffer);
        var stem = new Buffer(buffer, word.Length);
        stem.Step1();
        stem.Step2();
        stem.Step3();
        stem.Step4();
        stem.Step5();
        var result = stem.Result;
        return result.SequenceEqual(word) ? word : result.ToString();
    }

    private ref struct Buffer(Span<char> text, int length)
    {
        private readonly Span<char> _text = text;
        private int _length = length;

        public readonly ReadOnlySpan<char> Result => _text[.._length];

        public void Step1()
        {
            if (Ends("sses") || Ends("ies"))
                _length -= 2;
            else if (Ends("s") && !Ends("ss"))
                _length--;

            if (Ends("eed"))
            {
                if (Measure(_length - 3) > 0)
                    _length--;
            }
            else if ((Ends("ed") && HasVowel(_length - 2)) || (Ends("ing") && HasVowel(_length - 3)))
            {
                _length -= Ends("ed") ? 2 : 3;
                if (Ends("at") || Ends("bl") || Ends("iz"))
                    _text[_length++] = 'e';
                else if (DoubleConsonant() && _text[_length - 1] is not ('l' or 's' or 'z'))
                    _length--;
                else if (Measure(_length) == 1 && EndsShort(_length))
                    _text[_length++] = 'e';
            }

            if (Ends("y") && HasVowel(_length - 1))
                _text[_length - 1] = 'i';
        }

        public void Step2()
        {
            _ = Swap("ational", "ate", 0) || Swap("tional", "tion", 0) || Swap("enci", "ence", 0) || Swap("anci", "ance", 0)
                || Swap("izer", "ize", 0) || Swap("bli", "ble", 0) || Swap("alli", "al", 0) || Swap("entli", "ent", 0)
                || Swap("eli", "e", 0) || Swap("ousli", "ous", 0) || Swap("ization", "ize", 0) || Swap("ation", "ate", 0)
                || Swap("ator", "ate", 0) || Swap("alism", "al", 0) || Swap("iveness", "ive", 0) || Swap("fulness", "ful", 0)
                || Swap("ousness", "ous", 0) || Swap("aliti", "al", 0) || Swap("iviti", "ive", 0) || Swap("biliti", "ble", 0)
                || Swap("logi", "log", 0);
        }

        public void Step3()
        {
            _ = Swap("icate", "ic", 0) || Swap("ative", "", 0) || Swap("alize", "al", 0) || Swap("iciti", "ic", 0)
                || Swap("ical", "ic", 0) || Swap("ful", "", 0) || Swap("ness", "", 0);
        }

        public void Step4()
        {
            _ = Swap("al", "", 1) || Swap("ance", "", 1) || Swap("ence", "", 1) || Swap("er", "", 1) || Swap("ic", "", 1)
                || Swap("able", "", 1) || Swap("ible", "", 1) || Swap("ant", "", 1) || Swap("ement", "", 1) || Swap("ment", "", 1)
                || Swap("ent", "", 1) || Ion() || Swap("ou", "", 1) || Swap("ism", "", 1) || Swap("ate", "", 1)
                || Swap("iti", "", 1) || Swap("ous", "", 1) || Swap("ive", "", 1) || Swap("ize", "", 1);
        }

        public void Step5()
        {
            if (Ends("e"))
            {
                var measure = Measure(_length - 1);
                if (measure > 1 || (measure == 1 && !EndsShort(_length - 1)))
                    _length--;
            }

            if (Ends("ll") && Measure(_length) > 1)
                _length--;
        }

        private bool Ion()
        {
            if (!Ends("ion"))
                return false;
            if (_length > 3 && _text[_length - 4] is 's' or 't' && Measure(_length - 3) > 1)
                _length -= 3;
            return true;
        }

        /// <summary>Whether the word ends so; then the ending is swapped when the rest measures more than the least.</summary>
        private bool Swap(string ending, string other, int least)
        {
            if (!Ends(ending))
                return false;
            var rest = _length - ending.Length;
            if (Measure(rest) > least)
            {
                other.CopyTo(_text[rest..]);
                _length = rest + other.Length;
            }

            return true;
        }

        private readonly bool Ends(string ending) => Result.EndsWith(ending);

        private readonly bool IsConsonant(int i) => _text[i] switch
        {
            'a' or 'e' or 'i' or 'o' or 'u' => false,
            'y' => i == 0 || !IsConsonant(i - 1),
            _ => true,
        };

        /// <summary>How many times a run of vowels is followed by a run of consonants in the first characters.</summary>
        private readonly int Measure(int end)
        {
            var count = 0;
            for (var i = 1; i < end; i++)
            {
                if (IsConsonant(i) && !IsConsonant(i - 1))
                    count++;
            }

            return count;
        }

        private readonly bool HasVowel(int end)
        {
            for (var i = 0; i < end; i++)
            {
                if (!IsConsonant(i))
                    return true;
            }

            return false;
        }

        private readonly bool DoubleConsonant() =>
            _length > 1 && _text[_length - 1] == _text[_length - 2] && IsConsonant(_length - 1);

        /// <summary>Consonant, vowel, consonant, the last one not w, x or y.</summary>
        private readonly bool EndsShort(int end) =>
            end > 2 && IsConsonant(end - 1) && !IsConsonant(end - 2) && IsConsonant(end - 3) && _text[end - 1] is not ('w' or 'x' or 'y');
    }
}
