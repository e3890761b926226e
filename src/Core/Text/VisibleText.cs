using System.Globalization;
using System.Text;

namespace InboxMind.Core.Text;

/// <summary>A text as a person sees it: without characters that take no place (Unicode: default ignorable), which a machine would read
/// all the same, without controls, and with whole characters only. Joiners and variation selectors stay where a script or an emoji needs
/// them.</summary>
public static class VisibleText
{
    public static string From(string text)
    {
        var first = FirstHidden(text);
        if (first < 0)
            return text;
        var visible = new StringBuilder(text.Length).Append(text, 0, first);
        Rune.DecodeLastFromUtf16(text.AsSpan(0, first), out var before, out _);
        Span<char> letters = stackalloc char[2];
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
        {
            if (IsHidden(rune) && !(IsJoiner(rune) && IsJoined(before)))
                continue;
            visible.Append(letters[..rune.EncodeToUtf16(letters)]);
            before = rune;
        }

        return visible.ToString();
    }

    private static int FirstHidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007F' or '\n' or '\t' or '\r')
                continue;
            if (char.IsSurrogate(c) || IsHidden(new Rune(c)))
                return i;
        }

        return -1;
    }

    /// <summary>The joiners of Indic and Arabic writing and of emoji, and the selectors of an emoji's or a text's look.</summary>
    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D or 0xFE0E or 0xFE0F;

    /// <summary>Whether a joiner behind a character can be meant: not behind Latin, Greek or Cyrillic letters, nor behind another
    /// joiner.</summary>
    private static bool IsJoined(Rune before) => before.Value >= 0x0600 && !IsJoiner(before) && !Rune.IsWhiteSpace(before)
        || before.Value is '#' or '*' or (>= '0' and <= '9') or 0xA9 or 0xAE;

    private static bool IsHidden(Rune rune) => rune.Value switch
    {
        '\n' or '\t' or '\r' => false,
        0x00AD or 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0 or 0x2800 => true,
        >= 0x180B and <= 0x180F or >= 0xFE00 and <= 0xFE0F or >= 0xFFF0 and <= 0xFFFB => true,
        >= 0x1BCA0 and <= 0x1BCA3 or >= 0x1D173 and <= 0x1D17A or >= 0xE0000 and <= 0xE0FFF => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format,
    };
}
