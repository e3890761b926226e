using System.Globalization;
using System.Text;

namespace InboxMind.Core.Users;

/// <summary>Names that someone else chose, made fit for pages, headers and logs.</summary>
public static class DisplayName
{
    public const int MaxLength = 200;

    /// <summary>Takes out line ends and other controls, marks that change the direction of text, and whatever is no legal text.
    /// At most <see cref="MaxLength"/> UTF-16 units stay.</summary>
    public static string Clean(string? name)
    {
        var text = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > MaxLength)
                break;
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                text.Append(' ');
            else if (
                category is not (
                    UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                && rune != Rune.ReplacementChar)
                text.Append(rune.ToString());
        }

        return text.ToString().Trim();
    }
}
