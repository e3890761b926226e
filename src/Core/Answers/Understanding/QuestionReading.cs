using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Understanding;

/// <summary>What the words of a question are.</summary>
/// <param name="Text">The question.</param>
/// <param name="Content">Words that say what it is about, in their order; words of asking and of time are none.</param>
/// <param name="Hints">Words of the days that it names ("18", "november") and of what is to be measured ("how high"): a mail may hold them
/// and need not.</param>
/// <param name="Days">The days and times it speaks of.</param>
/// <param name="Names">What may be names of people or things, as written.</param>
/// <param name="Speaker">Whose words are asked for ("what did Anna say"), as written; null when nobody's.</param>
public sealed record QuestionReading(
    string Text, IReadOnlyList<Word> Content, IReadOnlyList<Word> Hints, IReadOnlyList<DayMention> Days, IReadOnlyList<string> Names,
    string? Speaker)
{
    /// <summary>The folded words of <see cref="Speaker"/>.</summary>
    public IReadOnlyList<string> SpeakerWords { get; } =
        Speaker is null ? [] : WithoutTitles([.. Words.Split(Speaker).Select(static w => w.Text).Where(static w => w.Length > 1)]);

    /// <summary>Whether it asks for what is not so ("who is not coming").</summary>
    public bool IsNegated { get; init; }

    /// <summary>The words of <see cref="Content"/> apart from the speaker's name.</summary>
    public IEnumerable<Word> Topic => Content.Where(w => !SpeakerWords.Contains(w.Text));

    /// <summary>Whether somebody of this name, or with this address, is the speaker: each word of the speaker's begins one of the
    /// name's ("Steve" for Steven).</summary>
    public bool IsSpeaker(string person) => SpeakerWords.Count > 0 && IsNamed(SpeakerWords, person);

    /// <summary>"Frau Berg" signs without it.</summary>
    private static List<string> WithoutTitles(List<string> words) =>
        words.Exists(static w => !AskingWords.IsTitle(w)) ? words.FindAll(static w => !AskingWords.IsTitle(w)) : words;

    /// <summary>Whether each word begins one of a person's names.</summary>
    internal static bool IsNamed(IReadOnlyList<string> words, string person)
    {
        var at = person.LastIndexOf('@');
        var names = Words.Split(at < 0 ? person : person[..at]).ConvertAll(static w => w.Text);
        return words.All(word => names.Exists(
            name => name == word || (word.Length >= 3 && name.StartsWith(word, StringComparison.Ordinal))));
    }
}
