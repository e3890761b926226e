using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Compliance.Instructions;

/// <summary>Takes their force from what in a mail looks like a mark between us and a model: citations ("[1]" becomes "(1)") and the tokens
/// that some models tell speakers by ("&lt;|im_end|&gt;", "[INST]").</summary>
public static partial class PromptMarks
{
    public static string Neutral(string text) => Token().Replace(Bracket().Replace(text, "($1)"), "‹$1›");

    [GeneratedRegex(@"\[(\s{0,9}[0-9][0-9,\s]{0,199}|/?[A-Z_]{2,24})\]", RegexOptions.CultureInvariant)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"<([/|｜]{0,2}[\p{L}_▁][\p{L}\p{N}_▁ ]{0,39}[|｜]?)>", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
