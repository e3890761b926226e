using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance.Credentials;

/// <summary>Private keys in the forms programs write them: PEM with or without headers (RFC 1421, 7468), OpenSSH, SSH2, PGP, PuTTY, whole
/// or cut off, quoted, on one line, or with their line ends written as <c>\n</c>.</summary>
internal static partial class PrivateKeys
{
    public const string What = "private key";

    /// <summary>Longer ones are none: whoever begins a key and never ends it does not hide the rest of a mail.</summary>
    private const int MaxLength = 100_000;

    public static IEnumerable<Finding> Find(string text)
    {
        if (text.Contains("BEGIN", StringComparison.OrdinalIgnoreCase))
        {
            var ends = End().Matches(text);
            var next = 0;
            for (var begin = Begin().Match(text); begin.Success;)
            {
                var from = begin.Index + begin.Length;
                while (next < ends.Count && ends[next].Index < from)
                    next++;
                var end = next < ends.Count && ends[next].Index - from <= MaxLength ? ends[next].Index
                    + ends[next].Length : EndOfBody(text, from);
                yield return new Finding(begin.Index, end, What);
                begin = Begin().Match(text, end);
            }
        }

        foreach (Match match in Putty().Matches(text))
            yield return new Finding(match.Index, EndOfPutty(text, match.Index + match.Length), What);
        foreach (Match match in Bare().Matches(text))
            yield return new Finding(match.Index, match.Index + match.Length, What);
    }

    /// <summary>The last line of a PuTTY key seals it.</summary>
    private static int EndOfPutty(string text, int from)
    {
        var seal = text.AsSpan(from, Math.Min(MaxLength, text.Length - from)).IndexOf("Private-MAC:");
        return EndOfBody(text, seal < 0 ? from : from + seal);
    }

    /// <summary>Where headers and coded lines end, for a key without an end.</summary>
    private static int EndOfBody(string text, int from)
    {
        while (from < text.Length && Body().Match(text, from) is { Success: true, Length: > 0 } part)
            from += part.Length;
        return from;
    }

    [GeneratedRegex(
        @"-{2,10} ?BEGIN [A-Z0-9 ]{0,60}PRIVATE KEY(?: BLOCK)? ?-{2,10}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Begin();

    [GeneratedRegex(
        @"-{2,10} ?END [A-Z0-9 ]{0,60}PRIVATE KEY(?: BLOCK)? ?-{0,10}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex End();

    /// <summary>A header, or what Base64 can be; behind marks of quotation.</summary>
    [GeneratedRegex(
        @"\G(?:[\s>""']|\\[nr]){0,20}(?:[A-Za-z][A-Za-z0-9-]{1,30}: [^\r\n]{0,200}|[=A-Za-z0-9+/]{12,}"
            + @"|(?<![A-Za-z])=?[A-Za-z0-9+/]{1,11}={1,2}(?![A-Za-z0-9])"
            + @"|(?<=\n[> ]{0,4})(?=[A-Za-z+/]{0,10}[0-9+/])[A-Za-z0-9+/]{2,11}(?=\r?\n|$))", RegexOptions.CultureInvariant)]
    private static partial Regex Body();

    [GeneratedRegex(@"PuTTY-User-Key-File-\d:[^\r\n]{0,100}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Putty();

    /// <summary>age, Bitcoin (WIF, BIP 32), the private members of JSON Web Keys (RFC 7518) and of XML keys.</summary>
    [GeneratedRegex(
        @"\bAGE-SECRET-KEY-1[0-9A-Z]{50,60}|\b(?:[5KL][1-9A-HJ-NP-Za-km-z]{50,51}|[xyz]prv[1-9A-HJ-NP-Za-km-z]{100,110})\b"
        + @"|(?<=""d""[ ]?:[ ]?"")[A-Za-z0-9_-]{32,2000}(?="")|(?<=<(?:D|P|Q|DP|DQ|InverseQ)>)[A-Za-z0-9+/=\s]{20,2000}(?=</)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
