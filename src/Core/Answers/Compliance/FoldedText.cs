using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance;

/// <summary>A text in the one form that patterns look for: one kind of space, dash, dot, quotation mark and digit, nothing that takes no
/// place. What was taken out of it before counts as no text.</summary>
internal sealed partial class FoldedText
{
    /// <summary>Stands for each character of what was taken out before.</summary>
    private const char Gone = '\uFFFC';

    private readonly int[]? _places;
    private readonly string _original;

    private FoldedText(string original, string text, int[]? places)
    {
        (_original, _places) = (original, places);
        Text = text.Contains(" removed]", StringComparison.Ordinal) ? Removed()
            .Replace(text, static m => new string(Gone, m.Length)) : text;
    }

    public string Text { get; }

    public static FoldedText From(string text)
    {
        if (Ascii.IsValid(text))
            return new FoldedText(text, text, null);
        var folded = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var pair = char.IsSurrogatePair(text, i);
            if (Fold(text, i) is { } c)
            {
                folded.Append(c);
                places.Add(i);
                if (pair && c == text[i])
                {
                    folded.Append(text[i + 1]);
                    places.Add(i + 1);
                }
            }

            i += pair ? 1 : 0;
        }

        return new FoldedText(text, folded.ToString(), [.. places]);
    }

    /// <summary>Where a piece stands in the text as it was given.</summary>
    public Finding Original(Finding found)
    {
        if (_places is null)
            return found;
        var last = _places[found.End - 1];
        return found with { Start = _places[found.Start], End = last + (char.IsSurrogatePair(_original, last) ? 2 : 1) };
    }

    /// <summary>What a character is read as; null when it takes no place.</summary>
    private static char? Fold(string text, int at)
    {
        var c = text[at];
        if (c < 128)
            return c;
        if (c is >= '\uFF01' and <= '\uFF5E')
            return (char)(c - 0xFEE0);
        return c switch
        {
            '\u2022' or '\u00B7' or '\u2024' or '\u2027' or '\u30FB' or '\u3002' or '\uFF61' => '.',
            '\u2018' or '\u2019' or '\u201A' or '\u2039' or '\u203A' => '\'',
            '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB' or '\u300C' or '\u300D' => '"',
            '\u2044' or '\u2215' => '/',
            '\u2212' or '\u2043' => '-',
            '\u034F' => null,
            // What patterns that ignore case take for these letters.
            '\u212A' => 'K',
            '\u0130' => 'I',
            '\u0131' => 'i',
            '\u017F' => 's',
            _ => CharUnicodeInfo.GetUnicodeCategory(text, at) switch
            {
                UnicodeCategory.Format => null,
                UnicodeCategory.SpaceSeparator => ' ',
                UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '\n',
                UnicodeCategory.DashPunctuation => '-',
                UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(text, at)),
                _ => c,
            },
        };
    }

    [GeneratedRegex(@"\[[a-z][a-z -]{2,40} removed\]")]
    private static partial Regex Removed();
}
