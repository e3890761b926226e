using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Reads "who is Anna Berg?" and the like, in English and German.</summary>
internal static partial class WhoIsQuestion
{
    /// <summary>Words of a name.</summary>
    private const int MaxWords = 5;

    /// <summary>The name or address, and whether the question is German; null when it asks something else.</summary>
    public static (string Name, bool IsGerman)? Read(string text)
    {
        if (Asked().Match(text) is not { Success: true } match)
            return null;
        var name = match.Groups["name"].Value;
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // "Who is the owner" asks of something else; a single word may be a name that was typed in a hurry.
        return words.Length <= MaxWords && (words.Length == 1 || words.All(static w => char.IsUpper(w[0]) || w.Contains('@')))
            ? (name, match.Groups["german"].Success)
            : null;
    }

    [GeneratedRegex(
        @"^\s*(?:(?<german>wer ist|wer war|kenne ich|wie erreiche ich)|who is|who's|who was|do i know|how (?:can|do) i reach)\s+"
        + @"(?<name>[\p{L}\p{M}][\p{L}\p{M}\p{Nd}'’.@+_ -]{1,80}?)\s*[?.!]*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
