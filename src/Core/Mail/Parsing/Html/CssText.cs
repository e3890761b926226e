using System.Globalization;
using System.Text;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Reads the text of a style attribute (CSS Syntax, level 3).</summary>
internal static class CssText
{
    /// <summary>Names and values in lower case, without comments, escapes and "!important".</summary>
    public static IEnumerable<(string Name, string Value)> Declarations(string css)
    {
        foreach (var declaration in Plain(css).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var value = declaration[(colon + 1)..];
            var bang = value.IndexOf('!', StringComparison.Ordinal);
            yield return (
                declaration[..colon].Trim().ToLowerInvariant(), (bang < 0 ? value : value[..bang]).Trim().ToLowerInvariant());
        }
    }

    /// <summary>The parts of a value, apart from what stands in brackets.</summary>
    public static IReadOnlyList<string> Parts(string value, char separator)
    {
        var parts = new List<string>();
        var (from, depth) = (0, 0);
        for (var at = 0; at <= value.Length; at++)
        {
            var c = at < value.Length ? value[at] : separator;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if ((c != separator || depth > 0) && at < value.Length)
                continue;
            if (value.AsSpan(from, at - from).Trim() is { Length: > 0 } part)
                parts.Add(part.ToString());
            from = at + 1;
        }

        return parts;
    }

    /// <summary>Without comments and escapes.</summary>
    public static string Plain(string css)
    {
        if (!css.Contains('\\', StringComparison.Ordinal) && !css.Contains("/*", StringComparison.Ordinal))
            return css;
        var plain = new StringBuilder(css.Length);
        for (var i = 0; i < css.Length; i++)
        {
            if (css[i] == '/' && i + 1 < css.Length && css[i + 1] == '*')
            {
                var end = css.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? css.Length : end + 1;
            }
            else if (css[i] == '\\')
            {
                i = Unescape(css, i + 1, plain);
            }
            else
            {
                plain.Append(css[i]);
            }
        }

        return plain.ToString();
    }

    /// <summary>Appends the character an escape stands for.</summary>
    /// <returns>The last place it takes.</returns>
    private static int Unescape(string css, int at, StringBuilder plain)
    {
        var digits = 0;
        while (digits < 6 && at + digits < css.Length && char.IsAsciiHexDigit(css[at + digits]))
            digits++;
        if (digits == 0)
        {
            if (at < css.Length)
                plain.Append(css[at]);
            return at;
        }

        var code = int.Parse(css.AsSpan(at, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        plain.Append(code is > 0 and < 128 ? (char)code : '\uFFFD');
        var next = at + digits;
        return next < css.Length && char.IsWhiteSpace(css[next]) ? next : next - 1;
    }
}
