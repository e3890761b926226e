using System.Text;
using System.Text.RegularExpressions;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.Text;

/// <summary>Splits a mail's text into sentences: joins wrapped lines, keeps list items and short lines apart, and tells quoted
/// text from the writer's own.</summary>
public static partial class Sentences
{
    /// <summary>A line this short that is followed by another one was ended on purpose.</summary>
    private const int ShortLine = 46;

    /// <summary>Characters of a sentence: what goes on for longer is several, or the work on one could grow with its square.</summary>
    private const int MaxLength = 2_000;

    /// <summary>Letters of an abbreviation.</summary>
    private const int MaxAbbreviation = 10;

    /// <summary>Lines of nothing but these are rules and ornaments.</summary>
    private static readonly System.Buffers.SearchValues<char> Marks = System.Buffers.SearchValues.Create(" .!?-_=*#>|~\t");

    public static List<Sentence> Split(string text)
    {
        var result = new List<Sentence>();
        foreach (var passage in MailPassages.Read(text))
            Split(result, text.AsSpan(passage.Start, passage.Length), passage);
        return result;
    }

    private static void Split(List<Sentence> result, ReadOnlySpan<char> text, MailPassage passage)
    {
        var block = new StringBuilder();
        int blockStart = 0, at = passage.Start, previousLength = 0;
        foreach (var raw in text.EnumerateLines())
        {
            var line = raw;
            var start = at;
            at += raw.Length + 1;
            if (passage.IsQuoted && line.TrimStart().StartsWith('>'))
                line = line.TrimStart(" >\t");
            var trimmed = line.Trim();
            var breaks = trimmed.IsEmpty || IsItem(trimmed) || (previousLength > 0 && previousLength < ShortLine)
                || (trimmed[..Math.Min(10, trimmed.Length)].Contains(':') && HeaderLine().IsMatch(trimmed));
            if (breaks)
                Flush(result, block, blockStart, passage);
            previousLength = trimmed.Length;
            if (trimmed.IsEmpty)
                continue;
            if (block.Length == 0)
                blockStart = start + Math.Max(0, raw.IndexOf(trimmed));
            else
                block.Append(' ');
            block.Append(trimmed);
        }

        Flush(result, block, blockStart, passage);
    }

    private static void Flush(List<Sentence> result, StringBuilder block, int start, MailPassage passage)
    {
        if (block.Length == 0)
            return;
        var text = block.ToString();
        block.Clear();
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            while (i - from >= MaxLength)
            {
                var limit = from + MaxLength;
                var cut = text.LastIndexOf(' ', limit, MaxLength / 2) is var space and > 0
                    ? space
                    : limit - (char.IsLowSurrogate(text[limit]) ? 1 : 0);
                Add(result, text, from, cut, start, passage);
                from = cut;
            }

            if (text[i] is not ('.' or '!' or '?' or '。' or '！' or '？'))
                continue;
            var to = i + 1;
            while (to < text.Length && text[to] is '"' or '\'' or ')' or '”' or '’' or '.' or '!' or '?')
                to++;
            if (text[i] is not ('。' or '！' or '？'))
            {
                if (!IsBreak(text, to))
                {
                    i = to - 1;
                    continue;
                }

                if (text[i] == '.' && IsAbbreviation(text, i))
                    continue;
            }

            Add(result, text, from, to, start, passage);
            from = to;
            i = to - 1;
        }

        Add(result, text, from, text.Length, start, passage);
    }

    private static void Add(List<Sentence> result, string text, int from, int to, int start, MailPassage passage)
    {
        // Behind so many characters there are only more of the marks that it ends with.
        var sentence = text.AsSpan(from, Math.Clamp(to - from, 0, MaxLength)).Trim();
        if (sentence.ContainsAnyExcept(Marks))
            result.Add(new Sentence(OneLine.Fold(sentence.ToString()), start + from, passage));
    }

    /// <summary>Whether a sentence can end before a place: nothing follows, or white space and no small letter.</summary>
    private static bool IsBreak(string text, int next)
    {
        if (next >= text.Length)
            return true;
        if (!char.IsWhiteSpace(text[next]))
            return false;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        return next >= text.Length || !char.IsLower(text[next]);
    }

    /// <summary>"Mr. Smith", "J. Smith", "e.g. This", "No. 5".</summary>
    private static bool IsAbbreviation(string text, int dot)
    {
        var start = dot;
        while (start > 0 && dot - start <= MaxAbbreviation && (char.IsLetter(text[start - 1]) || text[start - 1] == '.'))
            start--;
        var word = text.AsSpan(start, dot - start);
        return (word.Length == 1 && char.IsUpper(word[0])) || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    private static bool IsItem(ReadOnlySpan<char> line) =>
        line.Length > 2
            && ((line[0] is '-' or '*' or '•' or '·' && line[1] == ' ')
                || (line[..Math.Min(4, line.Length)].ContainsAny('.', ')') && Numbered().IsMatch(line)));

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "no", "nr", "vs", "e.g", "i.e", "eg", "ie", "etc", "approx", "inc", "ltd",
        "co", "corp", "dept", "fig", "sen", "rep", "gov", "gen", "u.s", "p.o", "z.b", "d.h", "bzw", "ca", "str", "tel", "evtl", "ggf",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    };

    [GeneratedRegex(@"^\(?[0-9a-zA-Z]{1,2}[.)]\s", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(From|To|Cc|Bcc|Sent|Date|Subject|Von|An|Betreff|Gesendet|Datum|Re|Where|When|What|Tel|Phone|Fax)\s?:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderLine();
}
