using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>Tells the words of a question apart: what it is about, names, days, and what is only a way of asking. English and German,
/// without a model.</summary>
public static class QuestionReader
{
    /// <summary>Names looked for in one question.</summary>
    private const int MaxNames = 4;

    /// <summary>Words of a speaker's name.</summary>
    private const int MaxSpeaker = 4;

    /// <summary>Characters of a question that are read.</summary>
    private const int MaxLength = 2_500;

    /// <summary>Reads a question.</summary>
    /// <param name="question">Any text.</param>
    /// <param name="today">The asker's day.</param>
    public static QuestionReading Read(string question, DateOnly today)
    {
        var text = question.Length > MaxLength ? question[..MaxLength] : question;
        var words = Words.Split(text);
        var days = TimeExpressions.In(text, today);
        var verb = Verb(words, text);
        var language = LanguageDetector.OfQuery(text);
        var (speakerFrom, speakerTo) = Speaker(words, text, days, verb);
        if (speakerTo > speakerFrom)
            days = OpenDays.In(days, text, today);
        var hasCase = text.Any(char.IsLower);
        List<Word> content = [], hints = [], mail = [];
        var names = new List<string>();
        var previousName = -2;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (days.FirstOrDefault(d => d.Covers(word.Start)) is { Length: > 0 } day)
            {
                if (day.IsNamed && !StopWords.Contains(word.Text) && (word.Text.Length > 1 || char.IsDigit(word.Text[0])))
                    hints.Add(word);
                continue;
            }

            var isSpeaker = i >= speakerFrom && i < speakerTo;
            if (isSpeaker && speakerTo - speakerFrom > 1 && AskingWords.IsTitle(word.Text))
                continue;
            var isName = isSpeaker || (hasCase && IsName(words, i, text));
            if (!isName && (IsMeasure(words, i) || IsPrice(words, i, verb)))
                hints.Add(word);
            if (!isName && ((StopWords.Contains(word.Text, language) && !IsWin(words, i)) || IsMeasure(words, i)
                || IsPrice(words, i, verb)
                || IsAsking(words, i, verb, text)))
                continue;
            // Alone it says little, but "24 V" is not "24".
            if (word.Text.Length == 1 && char.IsAsciiLetter(word.Text[0]) && !isSpeaker && !IsUnit(words, i, text))
                continue;
            ((AskingWords.IsMail(word.Text) || IsOrder(words, i, verb)) && !isName ? mail : content).Add(word);
            if (!isName && !(hasCase && char.IsUpper(text[word.Start]) && i > 0))
                continue;
            var written = text.Substring(word.Start, word.Length);
            if (previousName == i - 1 && names.Count > 0)
                names[^1] = $"{names[^1]} {written}";
            else if (names.Count < MaxNames)
                names.Add(written);
            previousName = i;
        }

        var speaker = speakerTo > speakerFrom
            ? text[words[speakerFrom].Start..(words[speakerTo - 1].Start + words[speakerTo - 1].Length)]
            : null;

        // "What does it cost?"
        if (content.Count == 0 && mail.Count == 0)
            content.AddRange(hints.Where(static h => AskingWords.IsPrice(h.Text)));

        if (content.TrueForAll(static w => AskingWords.IsGreeting(w.Text)) && mail.Count == 0)
            content.Clear();

        // Words for mail and news count when nothing else does, and nobody's words and no days are asked for.
        return new QuestionReading(
            text, content.Count == 0 && days.Count == 0 ? mail : content, hints, days, names, speaker)
        {
            IsNegated = words.Exists(static w => w.Text is "not" or "nicht" or "kein" or "keine" or "keinen" or "never" or "nobody"
                or "niemand" or "didn" or "isn" or "doesn" or "hasn" or "cannot" or "aren" or "wasn")
                || words.Where((w, i) => w.Text == "won" && !IsWin(words, i)).Any(),
        };
    }

    /// <summary>The verb of saying; -1 when there is none.</summary>
    private static int Verb(List<Word> words, string text)
    {
        var sure = words.FindLastIndex(w => AskingWords.IsVerb(w.Text) && !IsName(words, words.IndexOf(w), text));
        if (sure >= 0)
            return sure;
        var auxiliary = words.FindIndex(static w => AskingWords.IsAuxiliary(w.Text));

        // "What did Melissa answer when Steve asked": of two, the one right behind a name.
        for (var i = auxiliary + 2; auxiliary >= 0 && i < words.Count && char.IsUpper(text[words[i - 1].Start]); i++)
        {
            if (AskingWords.MayBeVerb(words[i].Text) && !char.IsUpper(text[words[i].Start]))
                return i;
        }

        for (var i = words.Count - 1; i > 0; i--)
        {
            if (AskingWords.MayBeVerb(words[i].Text) && !AskingWords.IsDeterminer(words[i - 1].Text)
                && ((auxiliary >= 0 && auxiliary < i) || words[i - 1].Text is "who" or "wer" or "was" or "what" or "wann" or "when"))
                return i;
        }

        return -1;
    }

    /// <summary>The words between "did" and "say", or behind "sagte": a name, and no pronoun or role.</summary>
    private static (int From, int To) Speaker(List<Word> words, string text, IReadOnlyList<DayMention> days, int verb)
    {
        if (verb < 0)
            return Opinion(words, text) is var (begin, end) && end > begin ? (begin, end) : According(words);
        var auxiliary = words.FindLastIndex(verb, static w => AskingWords.IsAuxiliary(w.Text));

        // "What did Will say": the name may look like another auxiliary.
        if (auxiliary > 0 && auxiliary == verb - 1 && AskingWords.IsAuxiliary(words[auxiliary - 1].Text))
            auxiliary--;
        if (auxiliary >= 0 && IsPassive(words, auxiliary, verb))
            return (0, 0);
        var from = auxiliary >= 0 && auxiliary < verb - 1 ? auxiliary + 1 : verb + 1;
        var to = from;
        while (to < words.Count && to != verb && to - from < MaxSpeaker && IsOfName(words[to], text, days)
            && !IsBoundary(words[to].Text))
            to++;
        var isWhole = from > verb || to == verb || (to == verb - 1 && AskingWords.IsOrder(words[to].Text))
            || (to < words.Count && (IsBoundary(words[to].Text) || days.Any(d => d.Covers(words[to].Start))));
        return isWhole && (from <= verb || IsGermanOrder(words, text, from, to)) ? (from, to) : (0, 0);
    }

    /// <summary>"What was Lou told", "what had Lou been told", "who was asked to tell": nobody's words are asked for, or somebody
    /// else's.</summary>
    private static bool IsPassive(List<Word> words, int auxiliary, int verb) => words[verb - 1].Text == "been"
        || (words[auxiliary].Text is "was" or "were" && AskingWords.IsHeard(words[verb].Text));

    /// <summary>"Anna's opinion on the roof": what Anna said of it.</summary>
    private static (int From, int To) Opinion(List<Word> words, string text)
    {
        var at = words.FindIndex(static w => w.Text is "opinion" or "opinions" or "view" or "views" or "thoughts" or "comment"
            or "comments");
        if (at < 2 || words[at - 1].Text != "s" || at + 1 >= words.Count || !IsBoundary(words[at + 1].Text))
            return (0, 0);
        var from = at - 1;
        while (from > 0 && at - 1 - from < MaxSpeaker && char.IsUpper(text[words[from - 1].Start]) && !IsAsked(words[from - 1].Text))
            from--;
        return (from, at - 1);
    }

    private static bool IsAsked(string word) => word is "what" or "whats" or "which" || AskingWords.IsAuxiliary(word);

    /// <summary>"According to Anna", "laut Anna".</summary>
    private static (int From, int To) According(List<Word> words)
    {
        var at = words.FindIndex(static w => w.Text is "according" or "laut");
        var from = at < 0 ? 0 : words[at].Text == "laut" ? at + 1 : at + 2;
        return at >= 0 && from < words.Count && !AskingWords.IsDeterminer(words[from].Text) && !AskingWords.IsPronoun(words[from].Text)
            ? (from, from + 1)
            : (0, 0);
    }

    /// <summary>Whether what follows the verb is who speaks: "was sagte Heiner", not "who told Heiner".</summary>
    private static bool IsGermanOrder(List<Word> words, string text, int from, int to) =>
        to > from && words[0].Text is "was" or "wann" or "wo" or "wie" or "warum" or "wieso" && char.IsUpper(text[words[from].Start]);

    private static bool IsOfName(Word word, string text, IReadOnlyList<DayMention> days) =>
        !AskingWords.IsPronoun(word.Text) && !AskingWords.IsDeterminer(word.Text) && !AskingWords.IsOrder(word.Text)
        && !days.Any(d => d.Covers(word.Start))
        && (char.IsUpper(text[word.Start]) || !AskingWords.IsMail(word.Text));

    private static bool IsBoundary(string word) => word is "about" or "on" or "of" or "that" or "uber" or "zu" or "zum" or "zur" or "von"
        or "dass" or "regarding" or "concerning" or "to" or "an" or "uns" or "mir" or "wegen" or "bezuglich" or "in" or "im" or "am"
        or "since" or "before" or "after" or "between" or "until" or "seit" or "vor" or "nach" or "zwischen" or "bis";

    /// <summary>An ordinary word with a capital that no beginning of a sentence explains.</summary>
    private static bool IsName(List<Word> words, int i, string text)
    {
        var word = words[i];
        var isAbbreviation = word.Length > 1 && text.AsSpan(word.Start, word.Length).IndexOfAnyExceptInRange('A', 'Z') < 0;
        return i > 0 && char.IsUpper(text[word.Start]) && (isAbbreviation || !AskingWords.IsPronoun(word.Text))
            && text.AsSpan(0, word.Start).TrimEnd() is [.., not ('.' or '?' or '!' or ':')]
            && (StopWords.Contains(word.Text) || AskingWords.MayBeVerb(word.Text) || AskingWords.IsVerb(word.Text));
    }

    /// <summary>"Wrong with", "the matter with", "los mit".</summary>
    private static bool IsTrouble(List<Word> words, int i) =>
        words[i].Text is "wrong" or "matter" or "los" or "falsch" && i + 1 < words.Count && words[i + 1].Text is "with" or "mit" or "an";

    /// <summary>"Who won", not "why won't".</summary>
    private static bool IsWin(List<Word> words, int i) => words[i].Text == "won" && (i + 1 == words.Count || words[i + 1].Text != "t");

    private static bool IsUnit(List<Word> words, int i, string text) =>
        i > 0 && char.IsAsciiDigit(words[i - 1].Text[^1]) && text[words[i].Start - 1] == ' '
        && words[i - 1].Start + words[i - 1].Length == words[i].Start - 1;

    private static bool IsMeasure(List<Word> words, int i) =>
        i > 0 && words[i - 1].Text is "how" or "wie" && AskingWords.IsMeasure(words[i].Text);

    /// <summary>"What is the price of", "how much does it cost": a mail that tells it may say "comes to". Where somebody's words about a
    /// price are asked for, the price is what they are about.</summary>
    private static bool IsPrice(List<Word> words, int i, int verb) => verb < 0 && AskingWords.IsPrice(words[i].Text)
        && (words[0].Text is "what" or "was" or "wieviel" or "wie"
            || (words[0].Text == "how" && words.Count > 1 && words[1].Text == "much"));

    /// <summary>"The first report", "was schrieb Anna zuletzt", but not "who was first in the race".</summary>
    private static bool IsOrder(List<Word> words, int i, int verb) => AskingWords.IsOrder(words[i].Text)
        && (words[i].Text is "zuerst" or "zuletzt" or "erstmals" || (i + 1 < words.Count && words[i + 1].Text is var next
            && (AskingWords.IsMail(next) || AskingWords.MayBeVerb(next) || next is "thing" or "mal" or "time"
                || (verb >= 0 && (AskingWords.IsVerb(next) || AskingWords.IsAuxiliary(next))))));

    private static bool IsAsking(List<Word> words, int i, int verb, string text)
    {
        var word = words[i].Text;
        if (i == verb || AskingWords.IsVerb(word) || AskingWords.IsEmpty(word))
            return !(char.IsUpper(text[words[i].Start]) && word is "us");
        var before = i > 0 ? words[i - 1].Text : "";
        if (before is "what" or "which" or "welche" or "welcher" or "welches" or "welchem" or "welchen" or "um"
            && AskingWords.IsAskedThing(word))
            return true;
        if (i <= 2 && AskingWords.IsCommand(word))
            return true;

        // "What was wrong with the pump", "what caused the leak": what is asked, and a mail that tells it says so in other words.
        if (words[0].Text is "what" or "was" && (i == 1 ? AskingWords.IsCause(words[0].Text, word) : i is 2 or 3 && IsTrouble(words, i)))
            return true;

        // "What came in", "take place", "findet statt".
        var next = i + 1 < words.Count ? words[i + 1].Text : "";
        return word switch
        {
            "come" or "came" or "comes" or "coming" => next is "in" && i + 2 >= words.Count - 4,
            "take" or "takes" or "took" or "taking" => next == "place",
            "place" => before is "take" or "takes" or "took" or "taking" or "taken",
            "findet" or "fand" => words.Exists(static w => w.Text == "statt"),
            "statt" => words.Exists(static w => w.Text is "findet" or "fand"),
            "get" or "got" or "receive" or "received" or "arrive" or "arrived" or "bekommen" or "erhalten" or "angekommen" or "kam" =>
                words.Count <= 7 && (before is "i" or "we" or "ich" or "wir" || i == words.Count - 1 || next is "an" or "rein"),
            _ => false,
        };
    }
}
