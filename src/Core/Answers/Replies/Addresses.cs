using System.Buffers;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Replies;

/// <summary>Finds what a program that shows a text may make a link of: addresses with a scheme, of mail, and names of hosts.</summary>
internal static partial class Addresses
{
    /// <summary>What ends an address, besides white space; square brackets are those of what was taken out.</summary>
    private static readonly SearchValues<char> Ends = SearchValues.Create("<>‹›\"“”„«»[]");

    /// <summary>What is a dot to those who read it and to programs that resolve names.</summary>
    private static readonly SearchValues<char> Dots = SearchValues.Create(".\u2024\uFE52\uFF0E\u3002\uFF61");

    /// <summary>What stands around an address and does not belong to it.</summary>
    private const string Around = "([{)]},.;:!?'‘’*_~`…";

    /// <summary>Schemes without slashes.</summary>
    private static readonly string[] Schemes =
    [
        "mailto:", "data:", "javascript:", "vbscript:", "tel:", "sms:", "file:", "blob:", "cid:", "about:", "magnet:", "intent:",
        "view-source:",
        "callto:", "skype:", "facetime:", "whatsapp:", "bitcoin:", "geo:", "market:", "ms-", "urn:", "news:", "http:", "https:", "ftp:",
    ];

    /// <summary>The addresses of a text and where they stand.</summary>
    public static IEnumerable<(int Start, int Length)> In(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && !Ends.Contains(text[at]))
                at++;
            var token = text.AsSpan(start, at - start);
            if (token.Length < 4)
                continue;
            var core = token.TrimStart(Around);
            start += token.Length - core.Length;
            core = core.TrimEnd(Around);
            if (Begin(core) is var begin and >= 0)
                yield return (start + begin, core.Length - begin);
        }
    }

    /// <summary>One form for what leads to the same place.</summary>
    public static string Normal(ReadOnlySpan<char> address)
    {
        var normal = address.ToString().ToLowerInvariant().Replace('[', '(').Replace(']', ')');
        foreach (var prefix in (string[])["https://", "http://", "mailto:", "www."])
        {
            if (normal.StartsWith(prefix, StringComparison.Ordinal))
                normal = normal[prefix.Length..];
        }

        return normal.TrimEnd('/');
    }

    /// <summary>The host of an address in its one form.</summary>
    public static string Host(ReadOnlySpan<char> address)
    {
        var normal = Normal(address);
        normal = normal[(normal.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..];
        var end = normal.AsSpan().IndexOfAny("/?#:");
        if (end >= 0)
            normal = normal[..end];
        return normal[(normal.LastIndexOf('@') + 1)..];
    }

    /// <summary>Where in a word an address begins; -1 when it holds none.</summary>
    private static int Begin(ReadOnlySpan<char> word)
    {
        if (word.IndexOf("://") is var slashes and >= 0)
        {
            while (slashes > 0 && char.IsAsciiLetterOrDigit(word[slashes - 1]))
                slashes--;
            return slashes;
        }

        foreach (var scheme in Schemes)
        {
            var at = word.IndexOf(scheme, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (at == 0 || !char.IsLetterOrDigit(word[at - 1])) && word.Length > at + scheme.Length && word[at..].Contains(':'))
                return at;
        }

        return word.StartsWith("//") || word.StartsWith(@"\\") || HoldsHost(word) || Numbers().IsMatch(word) ? 0 : -1;
    }

    /// <summary>Whether labels with dots between them end in one of letters, as the names of hosts do.</summary>
    private static bool HoldsHost(ReadOnlySpan<char> word)
    {
        int label = 0, letters = 0, labels = 0;
        for (var i = 0; i <= word.Length; i++)
        {
            var c = i < word.Length ? word[i] : ' ';
            if (char.IsLetterOrDigit(c) || c == '-' || char.IsSurrogate(c))
            {
                label++;
                letters += char.IsDigit(c) ? 0 : 1;
                continue;
            }

            var isDot = Dots.Contains(c) || c is >= '\u2488' and <= '\u249B';
            var goesOn = isDot && i + 1 < word.Length && char.IsLetterOrDigit(word[i + 1]);
            if (labels > 0 && label >= 2 && !goesOn
                && (letters == label || word[(i - label)..].StartsWith("xn--", StringComparison.OrdinalIgnoreCase)))
                return true;
            labels = isDot && label > 0 ? labels + 1 : 0;
            (label, letters) = (0, 0);
        }

        return false;
    }

    /// <summary>A host by its number (IPv4), with a port or path: without one it may be a version.</summary>
    [GeneratedRegex(@"(?<![\w.])\d{1,3}(?:[.\u2024\uFE52\uFF0E\u3002\uFF61]\d{1,3}){3}(?:[/?#]|:\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
