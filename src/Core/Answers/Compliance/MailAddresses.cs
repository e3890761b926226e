using System.Buffers;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance;

/// <summary>Tells how someone can be reached by mail.</summary>
internal static partial class MailAddresses
{
    public const string What = "e-mail address";

    private static readonly SearchValues<char> EndOfHost = SearchValues.Create(" \t\r\n/?#<>\"");

    public static IEnumerable<Finding> Find(string text)
    {
        foreach (Match match in Address().Matches(text))
        {
            if (!IsOfUrl(text, match.Index))
                yield return new Finding(match.Index, match.Index + match.Length, What);
        }

        foreach (Match match in Spelled().Matches(text))
            yield return new Finding(match.Index, match.Index + match.Length, What);
    }

    /// <summary>Whether it is the user's name or password in an address of the web, with its host.</summary>
    private static bool IsOfUrl(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - 200)..start);
        var slashes = before.LastIndexOf("//");
        return slashes >= 0 && before[(slashes + 2)..].IndexOfAny(EndOfHost) < 0;
    }

    /// <summary>What ends in the name of an image's or program's version is none.</summary>
    [GeneratedRegex(
        @"(?:(?<![\p{L}\p{N}._%+-])""[^""\s@]{1,64}"""
            + @"|(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_][\p{L}\p{N}%&'+_~.-]{0,63}(?<!\.))@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}(?!"
            + @"(?:png|jpe?g|gif|svg|webp|ico|css|js)\b)(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})(?![\p{L}\p{N}])"
        + @"|(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@\[\d{1,3}(?:\.\d{1,3}){3}\]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    /// <summary>"anna (at) example (dot) com".</summary>
    [GeneratedRegex(
        @"(?<![\w.+-])[a-z0-9._%+-]{1,64}[ ]{0,2}(?:[(\[{<][ ]?(?:at|ät|@|arroba|chez)[ ]?[)\]}>]"
            + @"|(?-i:[ ]AT[ ]))[ ]{0,2}[a-z0-9-]{1,63}(?:[ ]{0,2}(?:\.|[(\[{<][ ]?(?:dot|punkt|punto|point|\.)[ ]?[)\]}>]"
            + @"|(?-i:[ ]DOT[ ]))[ ]{0,2}[a-z0-9-]{1,63}){1,4}(?![\w-])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Spelled();
}
