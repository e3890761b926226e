using System.Text;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Evidence;

/// <summary>Bounds what is read of one mail to answer a question, whatever its length: no honest mail is so long, and the work of a
/// question is to depend on the question.</summary>
internal static class EvidenceText
{
    /// <summary>Characters of a mail that are looked at.</summary>
    public const int MaxLength = 200_000;

    /// <summary>A longer run without a space in writing that has spaces is not a word, and a tokenizer's time may grow with its
    /// square.</summary>
    private const int MaxWord = 1_000;

    /// <summary>The mail with as much of its text as is looked at: its beginning, and what is around the place that the search
    /// found.</summary>
    public static EvidenceMail From(EvidenceMail mail)
    {
        var text = mail.Text;
        if (text.Length > MaxLength)
        {
            var around = Math.Clamp(mail.Around - (MaxLength / 4), 0, text.Length);
            text = around <= MaxLength / 2
                ? text[..MaxLength]
                : $"{text.AsSpan(0, MaxLength / 2)}\n\n{text.AsSpan(around, Math.Min(MaxLength / 2, text.Length - around))}";
        }

        var words = WithoutLongWords(text);
        return mail with { Text = words, IsShortened = mail.Text.Length > MaxLength || words.Length < text.Length };
    }

    private static string WithoutLongWords(string text)
    {
        StringBuilder? kept = null;
        int start = 0, end = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !char.IsWhiteSpace(text[i]) && !Words.IsAlone(text[i]))
                continue;
            if (i - start > MaxWord)
            {
                (kept ??= new StringBuilder()).Append(text, end, start - end).Append('…');
                end = i;
            }

            start = i + 1;
        }

        return kept is null ? text : kept.Append(text, end, text.Length - end).ToString();
    }
}
