using System.Text.RegularExpressions;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A name that is asked for: "the name of", "what is the tuner called", "which hospital", "who is the owner of". A mail that
/// speaks of the thing and names none does not tell it.</summary>
internal static partial class AskedName
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Where what has the name stands in a question; empty when none is asked for.</summary>
    public static Range In(string question)
    {
        foreach (var regex in (ReadOnlySpan<Regex>)[Of(), Named(), Kind(), Role()])
        {
            if (regex.Match(question).Groups["thing"] is { Success: true } thing)
                return thing.Index..(thing.Index + thing.Length);
        }

        return default;
    }

    /// <summary>Whether it is asked which of a kind something is: the kind itself goes without saying where the name is told.</summary>
    public static bool IsOfKind(string question) => Kind().IsMatch(question);

    /// <summary>Whether it is asked who has a part in something: who the owner is.</summary>
    public static bool IsRole(string question) => Role().IsMatch(question);

    /// <summary>Whether a sentence has a name that the question does not have, and that is not the reader's.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="question">The question's words.</param>
    /// <param name="reader">To whom the mail went.</param>
    public static bool IsTold(string text, QuestionTerms question, string reader)
    {
        foreach (Match match in Sign().Matches(text))
        {
            var word = Possessive().Replace(match.Groups["name"].Value, "");
            if (!Months.IsMonth(word) && !Months.IsDay(word) && !StopWords.Contains(Words.Fold(word)) && question.In(word) == 0
                && !reader.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Whether a sentence goes on about what stands before it.</summary>
    public static bool GoesOn(string text) => Pronoun().IsMatch(text);

    [GeneratedRegex(@"\b(name|title) (of|for) (the |my |our |your |his |her |an? )?(?<thing>[\p{L}'’-]+(\s[\p{L}'’-]+)?)"
        + @"|\bname (der|des|von|vom) (?<thing>[\p{L}-]+(\s[\p{L}-]+)?)", Options)]
    private static partial Regex Of();

    [GeneratedRegex(@"\bwhat (is|was|are|were) (the |my |our |your |his |her )?(?<thing>[^?]{2,60}?) (called|named)\b"
        + @"|\b(?<thing>[\p{L}-]+)['’]s name\b|\bwie (heißt|heisst|hieß|heißen) (der |die |das |mein\w* "
        + @"|unser\w* )?(?<thing>[\p{L}-]+)", Options)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(which|what) ([\p{L}-]+ )?(?<thing>firm|company|supplier|manufacturer|hospital|clinic|hotel"
        + @"|restaurant|bank|airline"
        + @"|school|university|agency|shop|garage|church|newspaper|magazine|song|band)\b(?! (is|was|are) (it|he|she|they|this"
        + @"|that)\b)", Options)]
    private static partial Regex Kind();

    [GeneratedRegex(@"^\W*who(['’]s| is| was) (the |our |my |your |their )(new |old |next "
        + @"|former )?(?<thing>[\p{L}-]+)\b(?<!ing|ed)", Options)]
    private static partial Regex Role();

    /// <summary>A capital within a sentence that no article explains, or the first word where a verb stands behind it.</summary>
    [GeneratedRegex(@"(?<=\S\s['‘“(]?)(?<!\b([Dd]e[rsmn]|[Dd]ie|[Dd]as|[Ee]ine[rsmn]?|[Ee]in)\s)(?<name>\p{Lu}[\p{L}’'-]+)"
        + @"|^(?<name>\p{Lu}[\p{L}’'-]+)(?=,? (is|was|will|are|has|and \p{Lu}|ist|war|wird|hat)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Sign();

    [GeneratedRegex("['’]s?$")]
    private static partial Regex Possessive();

    [GeneratedRegex(@"^\W*(he|she|it|they|his|her|its|their|the name|er|sie|es|sein|ihr|der name)\b", Options)]
    private static partial Regex Pronoun();
}
